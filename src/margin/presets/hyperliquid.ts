import { maxOf } from '../../utils/maxOf.ts'
import {
  argument,
  type Curve,
  constant,
  fractionOfValue,
  reciprocal,
  wholeValue,
} from '../engine/Curve.ts'
import { continuousTiers } from '../engine/continuousTiers.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { Margin } from '../engine/Margin.ts'
import type { AssetRisk, InstrumentRisk } from '../engine/MarginSystem.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { sumParts } from '../engine/sumParts.ts'

const E18 = 10n ** 18n

/** From a notional on, the most leverage that a position may have; ascending from 0. */
export interface HyperliquidTier {
  from: bigint
  maxLeverage: bigint
}

/**
 * Hyperliquid, cross or isolated, and spot that a portfolio-margin account may borrow against. The maintenance rate is
 * half of the initial one at the tier's most leverage, less the deduction that keeps tiers continuous; the initial
 * requirement is the notional over the leverage that the position chose. Liquidatable below the maintenance margin. The
 * portfolio-margin ratio itself is not published.
 */
export function hyperliquid(parameters: {
  markets: Readonly<Record<string, { scale: bigint; tiers: readonly HyperliquidTier[] }>>
  /** The account's dollars; default `usdc`. */
  quoteAsset?: string
  /** Spot by its loan-to-value, 1e18. */
  spot?: Readonly<Record<string, { scale: bigint; ltv: bigint }>>
}): DefinedMarginSystem {
  const { markets, quoteAsset = 'usdc', spot = {} } = parameters
  const quote: AssetRisk = { scale: 1n, fixedPrice: 1n, collateral: whole, liability: whole }
  const assets = Object.entries(spot).map(
    ([id, { scale, ltv }]) => [id, { scale, collateral: lendable(ltv) }] as const,
  )
  const instruments = Object.entries(markets).map(
    ([id, market]) => [id, toInstrument(market)] as const,
  )
  return defineMarginSystem({
    name: 'Hyperliquid',
    modes: ['cross', 'isolated'],
    boundary: '<',
    assets: new Map<string, AssetRisk>([[quoteAsset, quote], ...assets]),
    markets: new Map(instruments),
  })
}

/** The market takes over below maintenance, the backstop vault below two thirds of it. */
export function hyperliquidStage(margin: Margin): 'none' | 'market' | 'backstop' {
  if (!margin.isLiquidatable) return 'none'
  return 3n * margin.equity < 2n * margin.maintenance.requirement ? 'backstop' : 'market'
}

/** What may be transferred out: equity above the greater of the initial margin and a tenth of the notional, at least 0. */
export function hyperliquidTransferable(margin: Margin): bigint {
  const notional = sumParts(margin.parts, 'position').value
  const kept = maxOf(margin.initial.requirement, mulDiv(notional, 1n, 10n, 'ceil'))
  return maxOf(margin.equity - kept, 0n)
}

const mid = { initial: 'mid', maintenance: 'mid' } as const

const whole = { price: mid, value: 'floor', initial: wholeValue, maintenance: wholeValue } as const

function lendable(ltv: bigint) {
  const limit = fractionOfValue(ltv, E18, 'floor')
  return { price: mid, value: 'floor', initial: limit, maintenance: limit } as const
}

function toInstrument(market: {
  scale: bigint
  tiers: readonly HyperliquidTier[]
}): InstrumentRisk {
  return {
    scale: market.scale,
    price: mid,
    notional: 'floor',
    profit: 'floor',
    initial: reciprocal(wholeValue, argument('leverage'), 1n, 'ceil'),
    maintenance: hyperliquidMaintenance(market.tiers),
  }
}

/** The maintenance requirement over `value`, exact: all rates are over one common denominator. */
export function hyperliquidMaintenance(tiers: readonly HyperliquidTier[]): Curve {
  if (tiers.length === 0) return constant(0n)
  const common = tiers.reduce((product, { maxLeverage }) => product * maxLeverage, 1n)
  return continuousTiers({
    of: 'value',
    steps: tiers.map(({ from, maxLeverage }) => ({ from, rate: common / maxLeverage })),
    one: 2n * common,
    rounding: 'ceil',
  })
}
