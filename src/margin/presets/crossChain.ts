import type { RiskConfig } from '../../config/Project.ts'
import { BPS, E18 } from '../../utils/fixedPoint.ts'
import { fractionOfValue, wholeValue } from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { AssetRisk, InstrumentRisk } from '../engine/MarginSystem.ts'

const mid = { initial: 'mid', maintenance: 'mid' } as const

/**
 * A venue's own weights and fractions as a system: what `evaluateUnit` computes for holdings, liabilities and positions
 * at the prices of the cut. Prices and values 1e18 USD; assets round down, liabilities and requirements up. A market is
 * marked by the price of its asset: its state is filed under the market's id. An asset without weights weighs nothing.
 */
export function crossChain(parameters: {
  risk: RiskConfig
  /** Of every asset that an account may hold or owe. */
  decimals: ReadonlyMap<string, number>
}): DefinedMarginSystem {
  const { risk, decimals } = parameters
  return defineMarginSystem({
    name: 'cross-chain',
    modes: ['cross', 'isolated'],
    boundary: risk.boundary,
    initialBoundary: '<',
    warningBps: risk.warningBps,
    assets: new Map([...decimals].map(([id, places]) => [id, toAsset(risk, id, places)])),
    markets: new Map([...risk.markets].map(([id, market]) => [id, toInstrument(market)])),
  })
}

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
  }
}

const weightless = { initialBps: 0n, maintenanceBps: 0n }

function toInstrument(market: { initialBps: bigint; maintenanceBps: bigint }): InstrumentRisk {
  return {
    scale: E18,
    price: mid,
    notional: 'ceil',
    profit: 'floor',
    initial: fractionOfValue(market.initialBps, BPS, 'ceil'),
    maintenance: fractionOfValue(market.maintenanceBps, BPS, 'ceil'),
  }
}
