import {
  argument,
  atLeast,
  type Curve,
  cap,
  constant,
  product,
  sum,
  wholeValue,
} from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { AssetRisk, InstrumentRisk, PricePair } from '../engine/MarginSystem.ts'
import { driftOrderParts, withoutOrders } from './driftOrders.ts'
import {
  DRIFT_WEIGHT,
  driftAssetWeight,
  driftInitialAssetWeight,
  driftLiabilityWeight,
} from './driftWeights.ts'

/** Values and prices have six decimals. */
const QUOTE = 1_000_000n

/** A hundredth of a dollar for every open order. */
const OPEN_ORDER = 10_000n

/** Weights in ten-thousandths, `imfFactor` in millionths, `scaleStart` in quote units (0: never). */
export interface DriftSpotMarket {
  decimals: number
  initialAssetWeight: bigint
  maintenanceAssetWeight: bigint
  initialLiabilityWeight: bigint
  maintenanceLiabilityWeight: bigint
  imfFactor: bigint
  scaleStart: bigint
}

/** Ratios and profit weights in ten-thousandths; sizes have nine decimals. */
export interface DriftPerpMarket {
  marginRatioInitial: bigint
  marginRatioMaintenance: bigint
  imfFactor: bigint
  profitWeightInitial: bigint
  profitWeightMaintenance: bigint
  /** The most profit that counts for the initial margin of one position, in quote units. */
  maxPositiveProfitInitial?: bigint | undefined
}

/**
 * Drift. Deposits are available, borrows and perps are required. Strict valuation takes the worse of price and
 * five-minute average, by default for the initial margin only. Size makes asset weights smaller and liability weights
 * and ratios greater; open orders count as filled at their worst. Perps settle in the quote asset, which is priced too.
 * Liquidatable when what is available is below what is required.
 */
export function drift(parameters: {
  spot: Readonly<Record<string, DriftSpotMarket>>
  perps: Readonly<Record<string, DriftPerpMarket>>
  quoteAsset?: string
  strict?: 'initial' | 'both' | 'none'
}): DefinedMarginSystem {
  const { spot, perps, quoteAsset = 'usdc', strict = 'initial' } = parameters
  const isStrict = { initial: strict !== 'none', maintenance: strict === 'both' }
  const assets = new Map(
    Object.entries(spot).map(([id, market]) => [id, toAsset(market, isStrict)] as const),
  )
  const quote = { asset: quoteAsset, one: QUOTE, isStrict }
  return defineMarginSystem({
    name: 'Drift',
    modes: ['cross', 'isolated'],
    boundary: '<',
    assets,
    markets: new Map(
      Object.entries(perps).map(([id, market]) => [id, { ...toInstrument(market), quote }]),
    ),
    prepare: withoutOrders,
    accountParts: ({ unit, view }) => ({
      parts: driftOrderParts({ unit, view, assets, isStrict, openOrder: OPEN_ORDER }),
    }),
  })
}

function toAsset(
  market: DriftSpotMarket,
  isStrict: { initial: boolean; maintenance: boolean },
): AssetRisk {
  const { imfFactor, scaleStart } = market
  const precision = 10n ** BigInt(market.decimals)
  const weigh = (weight: Curve) => product(wholeValue, weight, DRIFT_WEIGHT, 'truncate')
  const sized = (weight: bigint) => ({ weight, imfFactor, precision })
  const asset = { ...sized(market.initialAssetWeight), scaleStart }
  return {
    scale: precision,
    collateral: {
      price: pricePair(isStrict, 'lower'),
      value: 'truncate',
      initial: weigh(driftInitialAssetWeight(asset)),
      maintenance: weigh(driftAssetWeight(sized(market.maintenanceAssetWeight))),
    },
    liability: {
      price: pricePair(isStrict, 'higher'),
      value: 'truncate',
      initial: weigh(driftLiabilityWeight(sized(market.initialLiabilityWeight))),
      maintenance: weigh(driftLiabilityWeight(sized(market.maintenanceLiabilityWeight))),
    },
  }
}

function pricePair(
  isStrict: { initial: boolean; maintenance: boolean },
  worse: 'lower' | 'higher',
): PricePair {
  return {
    initial: isStrict.initial ? worse : 'mid',
    maintenance: isStrict.maintenance ? worse : 'mid',
  }
}

function toInstrument(market: DriftPerpMarket): InstrumentRisk {
  const precision = 1_000_000_000n
  const required = (weight: bigint) =>
    sum(
      product(
        wholeValue,
        driftLiabilityWeight({ weight, imfFactor: market.imfFactor, precision }),
        DRIFT_WEIGHT,
        'truncate',
      ),
      product(argument('openOrders'), constant(OPEN_ORDER), 1n, 'floor'),
    )
  const { maxPositiveProfitInitial: most } = market
  const initialProfit = weighProfit(market.profitWeightInitial)
  return {
    scale: precision,
    price: { initial: 'mid', maintenance: 'mid' },
    notional: 'truncate',
    profit: 'truncate',
    initial: required(market.marginRatioInitial),
    maintenance: required(market.marginRatioMaintenance),
    initialProfit: most === undefined ? initialProfit : cap(initialProfit, constant(most)),
    maintenanceProfit: weighProfit(market.profitWeightMaintenance),
  }
}

/** A profit counts at its weight, a loss whole. */
function weighProfit(weight: bigint): Curve {
  const profit = argument('profit')
  return sum(
    product(atLeast(profit, constant(0n)), constant(weight), DRIFT_WEIGHT, 'truncate'),
    cap(profit, constant(0n)),
  )
}
