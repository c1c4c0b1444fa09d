import { absBigInt, E18 } from '../../utils/fixedPoint.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { minOf } from '../../utils/minOf.ts'
import { fractionOfValue, nothing, wholeValue } from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { Part } from '../engine/Margin.ts'
import { MarginInputError } from '../engine/MarginInputError.ts'
import type { AccountContext, AssetRisk } from '../engine/MarginSystem.ts'
import type { Position } from '../engine/MarginUnit.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { noSums, requirementPart, sumParts } from '../engine/sumParts.ts'

/** Ratios have six decimals. */
const RATIO = 1_000_000n

/**
 * Perp v2. Values 1e18. Profit never counts for the initial margin: free is the lesser of collateral and account value
 * less the initial ratio of the account's debt, which is the worth of the shorts and the quote that is owed on balance.
 * Liquidatable when the account value is below the maintenance ratio of the positions' worth.
 */
export function perpV2(parameters: {
  /** Collateral other than the settlement token, by its ratio. */
  collaterals: Readonly<Record<string, { scale: bigint; collateralRatio: bigint }>>
  settlement?: string
  markets: readonly string[]
  imRatio: bigint
  mmRatio: bigint
}): DefinedMarginSystem {
  const { collaterals, settlement = 'usdc', markets, imRatio, mmRatio } = parameters
  if (mmRatio > imRatio) {
    throw new MarginInputError('The maintenance ratio of Perp v2 is above its initial one.')
  }
  const mid = { initial: 'mid', maintenance: 'mid' } as const
  const whole = {
    price: mid,
    value: 'floor',
    initial: wholeValue,
    maintenance: wholeValue,
  } as const
  const settled: AssetRisk = { scale: 1n, fixedPrice: 1n, collateral: whole, liability: whole }
  const assets = Object.entries(collaterals).map(([id, { scale, collateralRatio }]) => {
    const weighed = fractionOfValue(collateralRatio, RATIO, 'floor')
    const collateral = { ...whole, initial: weighed, maintenance: weighed }
    return [id, { scale, collateral }] as const
  })
  const instrument = {
    scale: E18,
    price: mid,
    notional: 'floor',
    profit: 'truncate',
    initial: nothing,
    maintenance: fractionOfValue(mmRatio, RATIO, 'floor'),
  } as const
  return defineMarginSystem({
    name: 'Perp v2',
    modes: ['cross'],
    boundary: '<',
    assets: new Map<string, AssetRisk>([[settlement, settled], ...assets]),
    markets: new Map(markets.map((id) => [id, instrument])),
    accountParts: (context) => ({ parts: debtParts(context, imRatio) }),
  })
}

/**
 * How much of one collateral token may be withdrawn: free value over price rounded up, then over the ratio rounded down,
 * at most the balance. `price` is 1e18 per whole token, `scale` its smallest units.
 */
export function perpV2FreeCollateralByToken(token: {
  free: bigint
  price: bigint
  collateralRatio: bigint
  balance: bigint
  scale: bigint
}): bigint {
  const { free, price, collateralRatio, balance, scale } = token
  if (free <= 0n || collateralRatio === 0n) return 0n
  const amount = mulDiv(free, scale, price, 'ceil')
  return minOf(balance, mulDiv(amount, RATIO, collateralRatio, 'floor'))
}

/**
 * The most settlement token that liquidating one collateral may repay: all of a debt up to the dust limit, else the
 * liquidation ratio of it, over what the insurance fund's fee leaves; at most what the collateral gives at a discount.
 */
export function perpV2MaxRepaidSettlement(account: {
  settlementDebt: bigint
  marginRequirement: bigint
  dust: bigint
  liquidationRatio: bigint
  insuranceFundFeeRatio: bigint
  collateral: { balance: bigint; price: bigint; scale: bigint; discountRatio: bigint }
}): bigint {
  const { settlementDebt, marginRequirement, dust, collateral } = account
  const debt = maxOf(settlementDebt, marginRequirement)
  const repaid = debt > dust ? mulDiv(debt, account.liquidationRatio, RATIO, 'floor') : debt
  const wanted = mulDiv(repaid, RATIO, RATIO - account.insuranceFundFeeRatio, 'floor')
  const price = mulDiv(collateral.price, RATIO - collateral.discountRatio, RATIO, 'floor')
  return minOf(wanted, mulDiv(collateral.balance, price, collateral.scale, 'floor'))
}

/** Whether collateral may be liquidated apart from positions: each limit is crossed strictly. */
export function perpV2IsCollateralLiquidatable(account: {
  accountValue: bigint
  marginRequirement: bigint
  settlementDebt: bigint
  nonSettlementValue: bigint
  debtNonSettlementRatio: bigint
  debtThreshold: bigint
}): boolean {
  const { settlementDebt, nonSettlementValue, debtNonSettlementRatio } = account
  const allowed = mulDiv(nonSettlementValue, debtNonSettlementRatio, RATIO, 'floor')
  return (
    account.accountValue < account.marginRequirement ||
    settlementDebt > allowed ||
    settlementDebt > account.debtThreshold
  )
}

function debtParts({ unit, parts }: AccountContext, imRatio: bigint): readonly Part[] {
  const positions = parts.filter((part) => part.kind === 'position')
  const profit = sumParts(positions).equity
  const uncounted: Part = {
    ...requirementPart('profit', 0n, 0n),
    initial: { ...noSums, available: -maxOf(profit, 0n) },
  }
  const shorts = new Set(unit.positions.filter(({ size }) => size < 0n).map(({ market }) => market))
  const baseDebt = sumParts(positions.filter(({ subject }) => shorts.has(subject))).value
  const quoteDebt = unit.positions.reduce((total, position) => total + costOf(position), 0n)
  const debt = baseDebt + maxOf(quoteDebt, 0n)
  return [uncounted, requirementPart('debt', mulDiv(debt, imRatio, RATIO, 'floor'), 0n)]
}

/** The quote that a position owes: what a long cost, less what a short was paid. */
function costOf({ entry, size }: Position): bigint {
  switch (entry.type) {
    case 'value':
      return entry.value
    case 'price':
      return mulDiv(size, entry.price, E18, 'truncate')
    case 'profit':
      return size < 0n ? -absBigInt(entry.cost ?? 0n) : (entry.cost ?? 0n)
  }
}
