import {
  argument,
  atLeast,
  type Curve,
  constant,
  fractionOfValue,
  product,
  wholeValue,
} from '../engine/Curve.ts'
import { decimalScale } from '../engine/decimalScale.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { InstrumentRisk, TriggerContext } from '../engine/MarginSystem.ts'

const PPM = 1_000_000n

/** A liquidity tier and its market, in dYdX's own words; caps in quote quantums, 0 for no scaling. */
export interface DydxV4Market {
  initialMarginPpm: bigint
  maintenanceFractionPpm: bigint
  openInterestLowerCap: bigint
  openInterestUpperCap: bigint
  /** Powers of ten: one base quantum in whole units, and one unit of the oracle's price in USD. */
  atomicResolution: number
  priceExponent: number
}

/**
 * dYdX v4. Values in quote quantums. Net collateral is the quote balance plus every position's signed notional: give
 * positions an entry value of 0 and the quote balance as it is booked. A position's state carries `openInterest` in base
 * quantums. The initial fraction grows with open interest; the maintenance one never does. Liquidatable when the
 * requirement is above 0 and above net collateral (`protocol/lib/margin/risk.go`).
 */
export function dydxV4(parameters: {
  markets: Readonly<Record<string, DydxV4Market>>
  quoteAsset?: string
  /** Default: -6. */
  quoteAtomicResolution?: number
}): DefinedMarginSystem {
  const { markets, quoteAsset = 'usdc', quoteAtomicResolution = -6 } = parameters
  const whole = {
    price: { initial: 'mid', maintenance: 'mid' },
    value: 'floor',
    initial: wholeValue,
    maintenance: wholeValue,
  } as const
  const quote = { scale: 1n, fixedPrice: 1n, collateral: whole, liability: whole }
  const entries = Object.entries(markets).map(
    ([id, market]) => [id, toInstrument(market, quoteAtomicResolution)] as const,
  )
  return defineMarginSystem({
    name: 'dYdX v4',
    modes: ['cross', 'isolated'],
    boundary: '<',
    assets: new Map([[quoteAsset, quote]]),
    markets: new Map(entries),
    trigger,
  })
}

/** The open-interest initial margin fraction in parts per million, of `openInterest` as a notional in quote quantums. */
export function dydxV4InitialFraction(
  market: Pick<DydxV4Market, 'initialMarginPpm' | 'openInterestLowerCap' | 'openInterestUpperCap'>,
  openInterest: Curve = argument('openInterest'),
): Curve {
  const { initialMarginPpm, openInterestLowerCap, openInterestUpperCap } = market
  if (openInterestUpperCap === 0n) return constant(initialMarginPpm)
  return {
    type: 'ramp',
    of: openInterest,
    from: { at: openInterestLowerCap, value: initialMarginPpm },
    to: { at: openInterestUpperCap, value: PPM },
    rounding: 'floor',
  }
}

function toInstrument(market: DydxV4Market, quoteAtomicResolution: number): InstrumentRisk {
  const { atomicResolution, priceExponent, initialMarginPpm, maintenanceFractionPpm } = market
  const scales = decimalScale(atomicResolution + priceExponent - quoteAtomicResolution)
  const interest = product(
    product(argument('openInterest'), constant(scales.multiplier), 1n, 'floor'),
    argument('price'),
    scales.scale,
    'floor',
  )
  const fraction = atLeast(dydxV4InitialFraction(market, interest), argument('customFraction'))
  return {
    ...scales,
    price: { initial: 'mid', maintenance: 'mid' },
    notional: 'floor',
    profit: 'floor',
    initial: product(wholeValue, fraction, PPM, 'ceil'),
    maintenance: product(
      fractionOfValue(initialMarginPpm, PPM, 'ceil'),
      constant(maintenanceFractionPpm),
      PPM,
      'ceil',
    ),
  }
}

/** An account without a requirement is not liquidated, however much it owes: its status is INSOLVENT. */
function trigger({ maintenance }: TriggerContext): readonly string[] {
  const { available, owed, requirement } = maintenance
  return requirement > 0n && requirement > available - owed ? ['below maintenance'] : []
}
