import { E18 } from '../../utils/fixedPoint.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { argument, atLeast, constant, product, wholeValue } from '../engine/Curve.ts'
import { type DefinedMarginSystem, defineMarginSystem } from '../engine/defineMarginSystem.ts'
import type { Part } from '../engine/Margin.ts'
import type {
  AccountContext,
  AssetRisk,
  InstrumentRisk,
  TriggerContext,
} from '../engine/MarginSystem.ts'
import type { MarginUnit, Position } from '../engine/MarginUnit.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { noSums } from '../engine/sumParts.ts'

const E30 = 10n ** 30n

/** Factors and USD 1e30. */
export interface GmxV2Market {
  minCollateralFactor: bigint
  minCollateralFactorForLiquidation: bigint
  /** Times the market's open interest, another least factor for opening; default 0. */
  minCollateralFactorForOpenInterestMultiplier?: bigint | undefined
  /** The most that negative price impact may take, of the size; default: no limit. */
  maxPositionImpactFactorForLiquidations?: bigint | undefined
  /** Whose price marks it, when not its own. */
  pricedBy?: string | undefined
}

/**
 * GMX v2. One isolated position on one collateral token. Prices are USD 1e30 per smallest unit, so amount × price is a
 * value; collateral counts at the lower price, profit at the price that closes. Price impact only ever takes. Liquidated
 * when what remains is below the least collateral, at or below 0, or below the market's fraction of the size
 * (`PositionUtils.isPositionLiquidatable`).
 */
export function gmxV2(parameters: {
  markets: Readonly<Record<string, GmxV2Market>>
  collateralTokens: readonly string[]
  minCollateralUsd: bigint
  /** Of each token; with them sizes, dollars and prices of whole units are 1e18, and units of any mode are judged whole. */
  decimals?: ReadonlyMap<string, number>
}): DefinedMarginSystem {
  const { markets, collateralTokens, minCollateralUsd, decimals } = parameters
  const toToken = (id: string): AssetRisk => ({
    scale: 10n ** BigInt(decimals?.get(id) ?? 0),
    collateral: {
      price: { initial: 'bid', maintenance: 'bid' },
      value: 'floor',
      initial: wholeValue,
      maintenance: wholeValue,
    },
  })
  const scale = decimals === undefined ? 1n : E18
  return defineMarginSystem({
    name: 'GMX v2',
    modes: decimals === undefined ? ['isolated'] : ['isolated', 'cross'],
    boundary: '<',
    assets: new Map(collateralTokens.map((id) => [id, toToken(id)])),
    markets: new Map(
      Object.entries(markets).map(([id, market]) => [id, toInstrument(market, scale)]),
    ),
    accountParts: (context) => ({ parts: chargeParts(context, markets) }),
    // Charges are given, whatever the prices.
    hasMonotoneParts: true,
    trigger: (context) => liquidationReasons(context, minCollateralUsd),
  })
}

/** A GMX position and its collateral as a unit; charges in USD 1e30. */
export function gmxV2Unit(position: {
  id: string
  market: string
  collateralToken: string
  collateralAmount: bigint
  isLong: boolean
  sizeInUsd: bigint
  sizeInTokens: bigint
  /** Impact of closing it now, and impact pending since opening; only what is negative counts. Default 0. */
  priceImpactUsd?: bigint | undefined
  pendingImpactUsd?: bigint | undefined
  /** Borrowing, funding and position fees. Default 0. */
  feesUsd?: bigint | undefined
  /** Capped over uncapped profit of the pool's side. */
  profitCap?: Position['profitCap']
}): MarginUnit {
  const { isLong, sizeInTokens, sizeInUsd, market, profitCap } = position
  const size = isLong ? sizeInTokens : -sizeInTokens
  const value = isLong ? sizeInUsd : -sizeInUsd
  return {
    id: position.id,
    mode: 'isolated',
    balances: [{ asset: position.collateralToken, quantity: position.collateralAmount }],
    positions: [{ market, size, entry: { type: 'value', value }, profitCap }],
    facts: {
      sizeInUsd,
      priceImpactUsd: position.priceImpactUsd,
      pendingImpactUsd: position.pendingImpactUsd,
      feesUsd: position.feesUsd,
    },
  }
}

function toInstrument(market: GmxV2Market, scale: bigint): InstrumentRisk {
  const { minCollateralFactor, minCollateralFactorForOpenInterestMultiplier: multiplier } = market
  const size = argument('entryValue')
  const least = constant(minCollateralFactor)
  const opening =
    multiplier === undefined
      ? least
      : atLeast(least, product(argument('openInterest'), constant(multiplier), E30, 'floor'))
  return {
    scale,
    pricedBy: market.pricedBy,
    price: { initial: 'closing', maintenance: 'closing' },
    notional: 'floor',
    profit: 'floor',
    initial: product(size, opening, E30, 'floor'),
    maintenance: product(size, constant(market.minCollateralFactorForLiquidation), E30, 'floor'),
  }
}

function chargeParts(
  { unit }: AccountContext,
  markets: Readonly<Record<string, GmxV2Market>>,
): readonly Part[] {
  const {
    priceImpactUsd = 0n,
    pendingImpactUsd = 0n,
    feesUsd = 0n,
    sizeInUsd = 0n,
  } = unit.facts ?? {}
  const factor = markets[unit.positions[0]?.market ?? '']?.maxPositionImpactFactorForLiquidations
  const limit = factor === undefined ? priceImpactUsd : -mulDiv(sizeInUsd, factor, E30, 'floor')
  const impact = priceImpactUsd >= 0n ? 0n : maxOf(priceImpactUsd, limit)
  return [
    chargePart('priceImpact', impact),
    chargePart('pendingImpact', pendingImpactUsd),
    chargePart('fees', -feesUsd),
  ].filter(({ equity }) => equity !== 0n)
}

function chargePart(subject: string, amount: bigint): Part {
  const side = { ...noSums, available: amount }
  return { kind: 'account', subject, equity: amount, value: 0n, initial: side, maintenance: side }
}

/** In the contract's order, in the contract's words. */
function liquidationReasons(context: TriggerContext, minCollateralUsd: bigint): readonly string[] {
  const { available, requirement } = context.maintenance
  if (!context.hasRisk) return []
  if (available < minCollateralUsd) return ['min collateral']
  if (available <= 0n) return ['< 0']
  return available < requirement ? ['min collateral for leverage'] : []
}
