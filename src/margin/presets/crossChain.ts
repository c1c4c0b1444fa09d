import type { MarketRisk, RiskConfig } from '../../config/Project.ts'
import { BPS, E18 } from '../../utils/fixedPoint.ts'
import { maxOf } from '../../utils/maxOf.ts'
import {
  argument,
  type Curve,
  constant,
  fractionOfValue,
  nothing,
  product,
  reciprocal,
  wholeValue,
} from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { Part } from '../engine/Margin.ts'
import type { AssetRisk, BalanceRule, InstrumentRisk } from '../engine/MarginSystem.ts'
import type { VenueFigure } from '../MarginStatus.ts'
import type { ParameterVersion } from '../requirements/ParameterVersion.ts'

/** A venue's own rules, compiled, beside the parameters that they come from. */
export interface CrossChainSystem extends DefinedMarginSystem {
  risk: RiskConfig
  decimals: ReadonlyMap<string, number>
  /** Which version of the parameters this is; undefined: the operator's own, as the config has them. */
  version?: ParameterVersion | undefined
  /** The figures of the venue's own contract, where it has any. */
  figuresOf?: ((parts: readonly Part[]) => readonly VenueFigure[]) | undefined
}

/**
 * A venue's own weights and fractions as a system: how accounts that span chains are judged (DESIGN §5). Prices and
 * values 1e18 USD; assets round down, liabilities, deductions and requirements up. A market is marked by the price of its
 * asset. An asset without weights weighs nothing. Throws `MarginInputError` for a weight above 1, an initial weight above
 * its maintenance weight, or a maintenance requirement above the initial one.
 */
export function crossChain(parameters: {
  risk: RiskConfig
  /** Of every asset that an account may hold or owe. */
  decimals: ReadonlyMap<string, number>
  version?: ParameterVersion | undefined
}): CrossChainSystem {
  const { risk, decimals, version } = parameters
  const system = defineMarginSystem({
    name: 'cross-chain',
    modes: ['cross', 'isolated'],
    boundary: risk.boundary,
    initialBoundary: '<',
    warningBps: risk.warningBps,
    assets: new Map([...decimals].map(([id, places]) => [id, toAsset(risk, id, places)])),
    markets: new Map([...risk.markets].map(([id, market]) => [id, toInstrument(market)])),
  })
  return { ...system, risk, decimals, version }
}

const mid = { initial: 'mid', maintenance: 'mid' } as const

const weightless = { initialBps: 0n, maintenanceBps: 0n }

function toAsset(risk: RiskConfig, id: string, decimals: number): AssetRisk {
  const { initialBps, maintenanceBps } = risk.collateral.get(id) ?? weightless
  return {
    scale: 10n ** BigInt(decimals),
    collateral: {
      price: mid,
      value: 'floor',
      initial: fractionOfValue(initialBps, BPS, 'floor'),
      maintenance: fractionOfValue(maintenanceBps, BPS, 'floor'),
    },
    liability: { price: mid, value: 'ceil', initial: wholeValue, maintenance: wholeValue },
    inFlight: toInFlight(maintenanceBps),
    deduction: toDeduction(maxOf(initialBps, maintenanceBps)),
  }
}

/** Backs no new risk; in maintenance what is retained of it has its asset's weight, rounded once. */
function toInFlight(maintenanceBps: bigint): BalanceRule {
  const weighed = product(wholeValue, constant(maintenanceBps), 1n, 'floor')
  const whole = product(constant(BPS), argument('retainedOf'), 1n, 'floor')
  return {
    price: mid,
    value: 'floor',
    equity: portion(wholeValue, argument('kept'), argument('retainedOf')),
    initial: nothing,
    maintenance: portion(weighed, argument('retained'), whole),
  }
}

/** `of × part / whole`, rounded down. */
function portion(of: Curve, part: Curve, whole: Curve): Curve {
  return reciprocal(product(of, part, 1n, 'floor'), whole, 1n, 'floor')
}

/** Counts in full, in both slacks, at the larger weight of the asset. */
function toDeduction(largerBps: bigint): BalanceRule {
  const weighed = fractionOfValue(largerBps, BPS, 'ceil')
  return { price: mid, value: 'ceil', initial: weighed, maintenance: weighed }
}

function toInstrument(market: MarketRisk): InstrumentRisk {
  return {
    scale: E18,
    pricedBy: market.asset,
    price: mid,
    notional: 'ceil',
    profit: 'floor',
    initial: fractionOfValue(market.initialBps, BPS, 'ceil'),
    maintenance: fractionOfValue(market.maintenanceBps, BPS, 'ceil'),
  }
}
