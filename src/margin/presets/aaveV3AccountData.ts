import type { Margin } from '../engine/Margin.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { sumParts } from '../engine/sumParts.ts'

/** Released versions of the pool; what differs between them here is rounding, compounding and efficiency mode. */
export type AaveV3Version = '3.0' | '3.1' | '3.2' | '3.3' | '3.4' | '3.5' | '3.6' | '3.7'

/** What `getUserAccountData` returns, in its own names; base currency 1e8, ratios in basis points, health factor 1e18. */
export interface AaveV3AccountData {
  totalCollateralBase: bigint
  totalDebtBase: bigint
  availableBorrowsBase: bigint
  currentLiquidationThreshold: bigint
  ltv: bigint
  /** Undefined where the contract returns the greatest integer: there is no debt. */
  healthFactor: bigint | undefined
}

const BPS = 10_000n

const WAD = 10n ** 18n

/** The contract's figures of an account that was evaluated by `aaveV3` of the same version. */
export function aaveV3AccountData(
  { parts }: Pick<Margin, 'parts'>,
  version: AaveV3Version,
): AaveV3AccountData {
  const isDirected = hasDirectedRounding(version)
  // Only what is given and accepted as collateral is in the contract's total.
  const counted = parts.filter(({ maintenance }) => maintenance.available > 0n)
  const collateral = sumParts(counted, 'collateral')
  const totalCollateralBase = collateral.value
  const totalDebtBase = sumParts(parts, 'liability').value
  const average = (weighted: bigint) =>
    totalCollateralBase === 0n ? 0n : weighted / totalCollateralBase
  const ltv = average(collateral.initial.available)
  const currentLiquidationThreshold = average(collateral.maintenance.available)
  const borrowable = mulDiv(totalCollateralBase, ltv, BPS, isDirected ? 'floor' : 'halfUp')
  return {
    totalCollateralBase,
    totalDebtBase,
    availableBorrowsBase: borrowable > totalDebtBase ? borrowable - totalDebtBase : 0n,
    currentLiquidationThreshold,
    ltv,
    healthFactor: totalDebtBase === 0n ? undefined : healthFactorOf(),
  }

  /** The older contract rounds the average threshold before it divides; the newer divides the exact sum. */
  function healthFactorOf(): bigint {
    if (isDirected) {
      return mulDiv(collateral.maintenance.available, WAD, totalDebtBase, 'halfUp') / BPS
    }
    const weighted = mulDiv(totalCollateralBase, currentLiquidationThreshold, BPS, 'halfUp')
    return mulDiv(weighted, WAD, totalDebtBase, 'halfUp')
  }
}

/** Since 3.5 every step rounds in favour of the pool; before, half up. */
export function hasDirectedRounding(version: AaveV3Version): boolean {
  return isAtLeast(version, '3.5')
}

/** Whether a version is the named one or later. */
export function isAtLeast(version: AaveV3Version, least: AaveV3Version): boolean {
  return order.indexOf(version) >= order.indexOf(least)
}

const order: readonly AaveV3Version[] = ['3.0', '3.1', '3.2', '3.3', '3.4', '3.5', '3.6', '3.7']
