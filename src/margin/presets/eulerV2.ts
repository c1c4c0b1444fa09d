import { argument, type Curve, constant, product, wholeValue } from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { Margin } from '../engine/Margin.ts'
import { MarginInputError } from '../engine/MarginInputError.ts'
import type { AssetRisk } from '../engine/MarginSystem.ts'
import { mulDiv } from '../engine/mulDiv.ts'

const CONFIG = 10_000n

const WAD = 10n ** 18n

/** Loan-to-value limits, 1e4. A lowered liquidation limit falls linearly; the ramp is that of `GovSetLTV`. */
export interface EulerV2Collateral {
  scale: bigint
  borrowLtv: bigint
  liquidationLtv: bigint
  ramp?:
    | { initialLiquidationLtv: bigint; targetTimestamp: bigint; rampDuration: bigint }
    | undefined
}

/**
 * One Euler v2 vault's borrowers. The borrow check values collateral at the bid and debt at the ask, liquidation both at
 * the middle. Debt is in whole assets, already rounded up. At equality an account may not borrow and is liquidatable.
 */
export function eulerV2(parameters: {
  collaterals: Readonly<Record<string, EulerV2Collateral>>
  debt: { asset: string; scale: bigint }
}): DefinedMarginSystem {
  const { collaterals, debt } = parameters
  const owed: AssetRisk = {
    scale: debt.scale,
    liability: {
      price: { initial: 'ask', maintenance: 'mid' },
      value: 'floor',
      initial: wholeValue,
      maintenance: wholeValue,
    },
  }
  const assets = Object.entries(collaterals).map(([id, item]) => [id, toAsset(item)] as const)
  return defineMarginSystem({
    name: 'Euler v2',
    modes: ['cross'],
    boundary: '<=',
    assets: new Map([[debt.asset, owed], ...assets]),
    markets: new Map(),
  })
}

/**
 * The most that a liquidator may repay and what he gets for it; both 0 while the account is healthy. The discount is how
 * far health is below 1, at most `maxLiquidationDiscount` (1e18); collateral that is worth nothing is free.
 */
export function eulerV2MaxLiquidation(
  margin: Margin,
  position: {
    collateral: { asset: string; balance: bigint }
    debt: bigint
    maxLiquidationDiscount: bigint
  },
): { repay: bigint; yield: bigint } {
  const { collateral, debt, maxLiquidationDiscount } = position
  const { available, owed } = margin.maintenance
  if (owed === 0n || available > owed) return { repay: 0n, yield: 0n }
  const part = margin.parts.find(({ subject }) => subject === collateral.asset)
  if (part === undefined) {
    throw new MarginInputError(`${collateral.asset} is no collateral of the account.`)
  }
  const collateralValue = part.value
  if (collateralValue === 0n) return { repay: 0n, yield: collateral.balance }
  const health = mulDiv(available, WAD, owed, 'floor')
  const least = WAD - maxLiquidationDiscount
  const factor = health < least ? least : health
  const wanted = mulDiv(owed, WAD, factor, 'floor')
  const isShort = collateralValue < wanted
  const repayValue = isShort ? mulDiv(collateralValue, factor, WAD, 'floor') : owed
  const yieldValue = isShort ? collateralValue : wanted
  return {
    repay: mulDiv(repayValue, debt, owed, 'floor'),
    yield: mulDiv(yieldValue, collateral.balance, collateralValue, 'floor'),
  }
}

function toAsset(item: EulerV2Collateral): AssetRisk {
  return {
    scale: item.scale,
    collateral: {
      price: { initial: 'bid', maintenance: 'mid' },
      value: 'floor',
      initial: product(wholeValue, constant(item.borrowLtv), CONFIG, 'floor'),
      maintenance: product(wholeValue, eulerV2LiquidationLtv(item), CONFIG, 'floor'),
    },
  }
}

/** The limit at which an account is liquidated, 1e4, as a curve over `time` while it ramps. */
export function eulerV2LiquidationLtv({
  liquidationLtv: target,
  ramp,
}: Pick<EulerV2Collateral, 'liquidationLtv' | 'ramp'>): Curve {
  // A raised limit holds at once; only a lowered one ramps.
  if (ramp === undefined || target >= ramp.initialLiquidationLtv) return constant(target)
  return {
    type: 'ramp',
    of: argument('time'),
    from: { at: ramp.targetTimestamp - ramp.rampDuration, value: ramp.initialLiquidationLtv },
    to: { at: ramp.targetTimestamp, value: target },
    rounding: 'floor',
  }
}
