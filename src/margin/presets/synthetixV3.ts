import { absBigInt, E18 } from '../../utils/fixedPoint.ts'
import {
  argument,
  type Curve,
  constant,
  difference,
  product,
  reciprocal,
  sum,
  wholeValue,
} from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { AssetRisk, InstrumentRisk, TriggerContext } from '../engine/MarginSystem.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { type SynthetixV3Keeper, synthetixV3Reward } from './synthetixV3Reward.ts'

/** Ratios 1e18. A skew scale of 0 turns the discount off. */
export interface SynthetixV3Collateral {
  skewScale: bigint
  discountScalar: bigint
  lowerLimitDiscount: bigint
  upperLimitDiscount: bigint
}

/** Ratios, sizes and USD, all 1e18. */
export interface SynthetixV3Market {
  skewScale: bigint
  initialMarginRatio: bigint
  minimumInitialMarginRatio: bigint
  maintenanceMarginScalar: bigint
  minimumPositionMargin: bigint
  flagRewardRatio: bigint
  /** What may be liquidated in one window; absent: one window is enough. */
  maxLiquidationAmountInWindow?: bigint | undefined
}

/**
 * Synthetix v3 perps. Everything is 1e18 and every product rounds down. Positions enter by their price; `owed` is
 * interest less funding. The debt of the account is a liability in its dollars, which is never discounted. The keeper's
 * reward is part of both requirements. With positions it is liquidatable when the requirement is above the available
 * margin; without, when the available margin does not cover the reward and there is debt.
 */
export function synthetixV3(parameters: {
  collaterals: Readonly<Record<string, SynthetixV3Collateral>>
  markets: Readonly<Record<string, SynthetixV3Market>>
  keeper?: SynthetixV3Keeper
  /** What the dollars of the exchange are called; default `snxUSD`. */
  usd?: string
}): DefinedMarginSystem {
  const { collaterals, markets, keeper = {}, usd: dollars = 'snxUSD' } = parameters
  const assets = Object.entries(collaterals).map(([id, item]) => [id, toAsset(item)] as const)
  const instruments = Object.entries(markets).map(([id, item]) => [id, toMarket(item)] as const)
  return defineMarginSystem({
    name: 'Synthetix v3 perps',
    modes: ['cross'],
    boundary: '<',
    assets: new Map([[dollars, usd], ...assets]),
    markets: new Map(instruments),
    accountParts: (context) => ({ parts: synthetixV3Reward(context, markets, keeper) }),
    // A reward grows with what is seized and with what is flagged.
    hasMonotoneParts: true,
    trigger,
  })
}

/**
 * The price at which an order of `size` fills: the middle of the premium or discount before and after it, 1e18
 * (`AsyncOrder.calculateFillPrice`).
 */
export function synthetixV3FillPrice(order: {
  skew: bigint
  skewScale: bigint
  size: bigint
  price: bigint
}): bigint {
  const { skew, skewScale, size, price } = order
  if (skewScale === 0n) return price
  const premium = (at: bigint) => mulDiv(at, E18, skewScale, 'truncate')
  const priceAt = (at: bigint) => price + mulDiv(price, premium(at), E18, 'truncate')
  return (priceAt(skew) + priceAt(skew + size)) / 2n
}

const mid = { initial: 'mid', maintenance: 'mid' } as const

const whole = { price: mid, value: 'floor', initial: wholeValue, maintenance: wholeValue } as const

const usd: AssetRisk = { scale: 1n, fixedPrice: 1n, collateral: whole, liability: whole }

function toAsset(item: SynthetixV3Collateral): AssetRisk {
  const counted = product(wholeValue, difference(constant(E18), discount(item)), E18, 'floor')
  const weighed = item.skewScale === 0n ? wholeValue : counted
  return { scale: E18, collateral: { ...whole, initial: weighed, maintenance: weighed } }
}

function discount(item: SynthetixV3Collateral): Curve {
  const impact = reciprocal(argument('amount'), constant(item.skewScale), E18, 'floor')
  return {
    type: 'clamp',
    of: product(impact, constant(item.discountScalar), E18, 'floor'),
    low: item.lowerLimitDiscount,
    high: item.upperLimitDiscount,
  }
}

function toMarket(item: SynthetixV3Market): InstrumentRisk {
  const impact =
    item.skewScale === 0n
      ? constant(0n)
      : reciprocal(argument('amount'), constant(item.skewScale), E18, 'floor')
  const ratio = sum(
    product(impact, constant(item.initialMarginRatio), E18, 'floor'),
    constant(item.minimumInitialMarginRatio),
  )
  const lesser = product(ratio, constant(item.maintenanceMarginScalar), E18, 'floor')
  const minimum = constant(item.minimumPositionMargin)
  return {
    scale: E18,
    price: mid,
    notional: 'floor',
    profit: 'truncate',
    initial: sum(product(wholeValue, ratio, E18, 'floor'), minimum),
    maintenance: sum(product(wholeValue, lesser, E18, 'floor'), minimum),
  }
}

function trigger({ unit, maintenance }: TriggerContext): readonly string[] {
  const { available, owed, requirement } = maintenance
  const hasPositions = unit.positions.some(({ size }) => absBigInt(size) > 0n)
  if (hasPositions) return requirement > available - owed ? ['below maintenance'] : []
  return owed > 0n && available - owed - requirement < 0n ? ['margin liquidation'] : []
}
