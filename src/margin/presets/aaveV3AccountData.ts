import { type AaveV3Version, hasDirectedRounding } from '../../config/AaveV3Pool.ts'
import { absBigInt } from '../../utils/fixedPoint.ts'
import type { Margin, Part } from '../engine/Margin.ts'
import { mulDiv } from '../engine/mulDiv.ts'

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

/**
 * The contract's figures of an account that was evaluated by `aaveV3` of the same version, whose values are `valueUnit` to
 * one basis point of the base currency's smallest unit.
 */
export function aaveV3AccountData(
  { parts }: Pick<Margin, 'parts'>,
  version: AaveV3Version,
  valueUnit = 1n,
): AaveV3AccountData {
  const isDirected = hasDirectedRounding(version)
  // Only what is given and accepted as collateral is in the contract's total.
  const counted = parts.filter(
    ({ kind, maintenance }) => kind === 'collateral' && maintenance.available > 0n,
  )
  const totalCollateralBase = baseOf(counted, valueUnit)
  const debts = parts.filter(({ kind }) => kind === 'liability')
  const totalDebtBase = baseOf(debts, valueUnit)
  const weigh = (side: 'initial' | 'maintenance') =>
    counted.reduce((sum, part) => sum + part[side].available, 0n) / valueUnit
  const weighted = weigh('maintenance')
  const average = (sum: bigint) => (totalCollateralBase === 0n ? 0n : sum / totalCollateralBase)
  const ltv = average(weigh('initial'))
  const currentLiquidationThreshold = average(weighted)
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
    if (isDirected) return mulDiv(weighted, WAD, totalDebtBase, 'halfUp') / BPS
    const lessened = mulDiv(totalCollateralBase, currentLiquidationThreshold, BPS, 'halfUp')
    return mulDiv(lessened, WAD, totalDebtBase, 'halfUp')
  }
}

/** What lines are worth in the base currency; each is a whole number of it. */
function baseOf(parts: readonly Part[], valueUnit: bigint): bigint {
  return parts.reduce((sum, { equity }) => sum + absBigInt(equity) / (BPS * valueUnit), 0n)
}
