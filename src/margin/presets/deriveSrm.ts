import { absBigInt, E18 } from '../../utils/fixedPoint.ts'
import { minOf } from '../../utils/minOf.ts'
import { argument, fractionOfValue, product, reciprocal, wholeValue } from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { Part } from '../engine/Margin.ts'
import type { AccountContext, AssetRisk } from '../engine/MarginSystem.ts'
import { requirementPart } from '../engine/sumParts.ts'
import {
  type ConfidentPrice,
  confidenceContingency,
  confidentPrice,
  multiplyDecimal,
  stablePrice,
} from './deriveMath.ts'

/** One underlying: its spot asset, its perp, and their parameters, 1e18. Thresholds of 0 are off. */
export interface DeriveSrmMarket {
  spot: string
  perp: string
  baseMarginFactor: bigint
  perpMmRequirement: bigint
  perpImRequirement: bigint
  perpThreshold: bigint
  baseThreshold: bigint
  oracleContingencyFactor: bigint
}

/**
 * Derive SRM over linear instruments. Each underlying is margined alone: perps at the perp price times a fixed fraction,
 * spot at a margin factor; for the initial margin, doubt in a feed and a stable currency below its peg come on top, at
 * the spot price. States carry `confidence`; the view's `numeraire` is the stable currency's price. Liquidatable when the
 * maintenance margin is below 0.
 */
export function deriveSrm(parameters: {
  markets: readonly DeriveSrmMarket[]
  depeg: { threshold: bigint; factor: bigint }
}): DefinedMarginSystem {
  const { markets } = parameters
  const cash: AssetRisk = { scale: 1n, fixedPrice: 1n, collateral: whole, liability: whole }
  const perps = markets.map(
    ({ perp, perpImRequirement, perpMmRequirement }) =>
      [
        perp,
        {
          scale: E18,
          price: mid,
          notional: 'floor',
          profit: 'truncate',
          initial: fractionOfValue(perpImRequirement, E18, 'floor'),
          maintenance: fractionOfValue(perpMmRequirement, E18, 'floor'),
        },
      ] as const,
  )
  return defineMarginSystem({
    name: 'Derive SRM',
    modes: ['cross'],
    boundary: '<',
    assets: new Map([['cash', cash], ...markets.map((item) => [item.spot, toSpot(item)] as const)]),
    markets: new Map(perps),
    accountParts: (context) => ({
      parts: markets.flatMap((market) => contingencies(context, market, parameters.depeg)),
    }),
  })
}

const mid = { initial: 'mid', maintenance: 'mid' } as const

const whole = { price: mid, value: 'floor', initial: wholeValue, maintenance: wholeValue } as const

/** Marked in the stable currency, but margined at the spot price. */
function toSpot({ baseMarginFactor }: DeriveSrmMarket): AssetRisk {
  const margined = fractionOfValue(baseMarginFactor, E18, 'floor')
  const equity = reciprocal(
    product(wholeValue, argument('price'), 1n, 'floor'),
    product(argument('numeraire'), argument('price'), 1n, 'floor'),
    E18,
    'floor',
  )
  return {
    scale: E18,
    collateral: { price: mid, value: 'floor', equity, initial: margined, maintenance: margined },
  }
}

function contingencies(
  { unit, view, parts }: AccountContext,
  market: DeriveSrmMarket,
  depeg: { threshold: bigint; factor: bigint },
): readonly Part[] {
  const size = unit.positions
    .filter((position) => position.market === market.perp)
    .reduce((total, position) => total + absBigInt(position.size), 0n)
  const held = parts.find(({ subject }) => subject === market.spot)
  if (size === 0n && held === undefined) return []
  const spot = confidentPrice(view, market.spot)
  const factor = market.oracleContingencyFactor
  const doubt = confidenceContingency(
    { threshold: market.baseThreshold, factor },
    spot.confidence,
    held?.value ?? 0n,
  )
  return [
    requirementPart(`${market.spot}Confidence`, doubt, 0n),
    ...(size === 0n ? [] : perpParts(size, spot)),
  ].filter(({ initial }) => initial.requirement !== 0n)

  function perpParts(amount: bigint, at: ConfidentPrice): readonly Part[] {
    const confidence = minOf(confidentPrice(view, market.perp).confidence, at.confidence)
    const notional = multiplyDecimal(amount, at.mid)
    const rule = { threshold: market.perpThreshold, factor }
    const multiplier = depegMultiplier(stablePrice(view), depeg)
    return [
      requirementPart(
        `${market.perp}Confidence`,
        confidenceContingency(rule, confidence, notional),
        0n,
      ),
      requirementPart(
        `${market.perp}Depeg`,
        multiplyDecimal(multiplyDecimal(amount, multiplier), at.mid),
        0n,
      ),
    ]
  }
}

function depegMultiplier(
  stable: bigint,
  { threshold, factor }: { threshold: bigint; factor: bigint },
): bigint {
  return stable >= threshold ? 0n : multiplyDecimal(threshold - stable, factor)
}
