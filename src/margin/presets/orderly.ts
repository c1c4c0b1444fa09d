import { E18 } from '../../utils/fixedPoint.ts'
import { maxOf } from '../../utils/maxOf.ts'
import {
  argument,
  atLeast,
  type Curve,
  cap,
  constant,
  product,
  reciprocal,
  sum,
  wholeValue,
} from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { Margin } from '../engine/Margin.ts'
import type { AssetRisk, InstrumentRisk } from '../engine/MarginSystem.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { sumParts } from '../engine/sumParts.ts'

/** Amounts beyond `cap` do not count. Weight and discount factor 1e18. */
export interface OrderlyCollateral {
  scale: bigint
  baseWeight: bigint
  discountFactor: bigint
  cap: bigint
}

/** Rates and factor 1e18. */
export interface OrderlyMarket {
  baseMmr: bigint
  baseImr: bigint
  imrFactor: bigint
  /** Default: 4 / 5. */
  power?: { exponent: bigint; root: bigint } | undefined
}

/** What a flat account's margin ratio is said to be: 1000 %. */
const FLAT_RATIO = 10n * E18

/**
 * Orderly. Everything 1e18, USDC at 1. Collateral other than USDC weighs less the more there is of it; rates grow with
 * the 0.8th power of the notional. Liquidatable when the margin ratio, collateral over notional, is below the account's
 * maintenance rate, which is: when collateral does not cover the sum of the positions' requirements.
 */
export function orderly(parameters: {
  collaterals: Readonly<Record<string, OrderlyCollateral>>
  markets: Readonly<Record<string, OrderlyMarket>>
  /** The account's most leverage, whole; absent: the markets' base rates alone. */
  maxLeverage?: bigint | undefined
}): DefinedMarginSystem {
  const { collaterals, markets, maxLeverage } = parameters
  const usdc: AssetRisk = { scale: 1n, fixedPrice: 1n, collateral: whole, liability: whole }
  const assets = Object.entries(collaterals).map(([id, item]) => [id, toAsset(item)] as const)
  const instruments = Object.entries(markets).map(
    ([id, item]) => [id, toInstrument(item, maxLeverage)] as const,
  )
  return defineMarginSystem({
    name: 'Orderly',
    modes: ['cross', 'isolated'],
    boundary: '<',
    assets: new Map([['usdc', usdc], ...assets]),
    markets: new Map(instruments),
  })
}

/** The maintenance rate over `value`, 1e18, rounded up. */
export function orderlyMaintenanceRate(market: OrderlyMarket): Curve {
  const { baseMmr, baseImr } = market
  return atLeast(
    product(growingRate(market), constant(baseMmr), baseImr, 'ceil'),
    constant(baseMmr),
  )
}

/** Collateral over notional, 1e18, rounded down. */
export function orderlyMarginRatio(margin: Margin): bigint {
  const notional = sumParts(margin.parts, 'position').value
  const { available, owed } = margin.maintenance
  return notional === 0n ? FLAT_RATIO : mulDiv(available - owed, E18, notional, 'floor')
}

/** What may be withdrawn: free collateral without profit that is not settled yet. */
export function orderlyWithdrawable(margin: Margin): bigint {
  const profit = sumParts(margin.parts, 'position').equity
  return maxOf(margin.initial.slack - maxOf(profit, 0n), 0n)
}

/** What an isolated position is opened with: its notional over the leverage and the taker fee that is held back, 1e18. */
export function orderlyIsolatedMargin(order: {
  quantity: bigint
  price: bigint
  /** Whole. */
  leverage: bigint
  takerFeeBuffer: bigint
}): bigint {
  const notional = mulDiv(
    order.quantity < 0n ? -order.quantity : order.quantity,
    order.price,
    E18,
    'floor',
  )
  const fee = mulDiv(notional, order.takerFeeBuffer, E18, 'floor')
  return mulDiv(notional, 1n, order.leverage, 'floor') + fee
}

/** Whether collateral is converted to USDC: a loan-to-value of 95 % or more (1e18), or more than 11,000 USDC owed. */
export function orderlyNeedsConversion(account: { ltv: bigint; usdc: bigint }): boolean {
  return account.ltv >= (95n * E18) / 100n || account.usdc < -11_000n * E18
}

const mid = { initial: 'mid', maintenance: 'mid' } as const

const whole = { price: mid, value: 'floor', initial: wholeValue, maintenance: wholeValue } as const

function toAsset(item: OrderlyCollateral): AssetRisk {
  const held = product(argument('quantity'), argument('price'), item.scale, 'floor')
  const growth = product(
    constant(item.discountFactor),
    { type: 'power', of: held, exponent: 4n, root: 5n, one: E18, rounding: 'ceil' },
    E18,
    'ceil',
  )
  const most = reciprocal(constant((12n * E18) / 10n), sum(constant(E18), growth), E18, 'floor')
  const weighed = product(wholeValue, cap(constant(item.baseWeight), most), E18, 'floor')
  const amount = cap(argument('quantity'), constant(item.cap))
  return {
    scale: item.scale,
    collateral: { ...whole, amount, initial: weighed, maintenance: weighed },
  }
}

function toInstrument(item: OrderlyMarket, maxLeverage: bigint | undefined): InstrumentRisk {
  const base = atLeast(growingRate(item), constant(item.baseImr))
  const initial =
    maxLeverage === undefined ? base : atLeast(base, constant(mulDiv(E18, 1n, maxLeverage, 'ceil')))
  return {
    scale: E18,
    price: mid,
    notional: 'floor',
    profit: 'floor',
    initial: product(wholeValue, initial, E18, 'ceil'),
    maintenance: product(wholeValue, orderlyMaintenanceRate(item), E18, 'ceil'),
  }
}

function growingRate({ imrFactor, power = { exponent: 4n, root: 5n } }: OrderlyMarket): Curve {
  return product(
    constant(imrFactor),
    { type: 'power', of: wholeValue, ...power, one: E18, rounding: 'ceil' },
    E18,
    'ceil',
  )
}
