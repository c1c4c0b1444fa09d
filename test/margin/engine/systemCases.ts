import {
  aaveV3,
  compoundV3,
  type DefinedMarginSystem,
  deribitPm,
  derivePmrm,
  deriveSrm,
  drift,
  dydxV4,
  eulerV2,
  gmxV2,
  hyperliquid,
  type MarginUnit,
  type MarginView,
  type MarketState,
  morphoBlue,
  orderly,
  perpV2,
  span,
  synthetixV3,
} from '../../../src/index.ts'
import { crossChain } from '../../../src/margin/presets/crossChain.ts'
import { risk } from '../marginCases.ts'

export const E18 = 10n ** 18n

/** One system with what its accounts may hold; whole tokens and dollars are scaled by the case's own units. */
export interface SystemCase {
  name: string
  system: DefinedMarginSystem
  mode: MarginUnit['mode']
  /** Collateral by id, with its smallest units per whole. */
  collateral: Readonly<Record<string, bigint>>
  debt: Readonly<Record<string, bigint>>
  /** Markets by id, with the size of one. */
  markets: Readonly<Record<string, bigint>>
  /** One dollar of value, for entry values. */
  dollar: bigint
  /** Price units of one dollar for one whole token or contract of an id. */
  price(id: string): bigint
  /** What states carry beside their price. */
  facts?: Partial<MarketState>
  numeraire?: bigint
}

const percent = (value: bigint) => (value * E18) / 100n

const reserve = { decimals: 6, ltvBps: 7_500n, liquidationThresholdBps: 8_000n }

const spotMarket = {
  decimals: 6,
  initialAssetWeight: 8_000n,
  maintenanceAssetWeight: 9_000n,
  initialLiabilityWeight: 12_000n,
  maintenanceLiabilityWeight: 11_000n,
  // A weight of four digits drops by steps as size grows: the protocol itself is not monotone there.
  imfFactor: 0n,
  scaleStart: 0n,
}

const scenario = (spotShock: bigint, dampening: bigint) => ({
  spotShock: percent(spotShock),
  dampening: percent(dampening),
})

const moves = [scenario(82n, 100n), scenario(118n, 100n), scenario(34n, 5n), scenario(400n, 1n)]

const aave = (version: '3.0' | '3.7'): SystemCase => ({
  name: `aave ${version}`,
  system: aaveV3({ version, reserves: { a: reserve, b: reserve } }),
  mode: 'cross',
  collateral: { a: 10n ** 6n },
  debt: { b: 10n ** 6n },
  markets: {},
  dollar: 10n ** 12n,
  price: () => 10n ** 8n,
  facts: { supplyIndex: 1_234_567_890_123_456_789_012_345_678n, debtIndex: 10n ** 27n + 7n },
})

export const systemCases: readonly SystemCase[] = [
  {
    name: 'synthetix',
    system: synthetixV3({
      collaterals: {
        a: {
          skewScale: 10n ** 24n,
          discountScalar: E18,
          lowerLimitDiscount: percent(1n),
          upperLimitDiscount: percent(5n),
        },
      },
      markets: {
        m: {
          // Larger sizes or steeper ratios would require more than the notional: then a rise hurts a long, by design.
          skewScale: 10n ** 26n,
          initialMarginRatio: E18,
          minimumInitialMarginRatio: percent(2n),
          maintenanceMarginScalar: percent(50n),
          minimumPositionMargin: 50n * E18,
          flagRewardRatio: percent(1n),
        },
      },
      keeper: { flagCost: E18, minKeeperReward: E18, maxKeeperScalingRatio: percent(1n) },
    }),
    mode: 'cross',
    collateral: { a: E18 },
    debt: { snxUSD: E18 },
    markets: { m: E18 },
    dollar: E18,
    price: () => E18,
  },
  {
    name: 'gmx',
    system: gmxV2({
      markets: {
        m: {
          minCollateralFactor: 10n ** 28n,
          minCollateralFactorForLiquidation: 5n * 10n ** 27n,
        },
      },
      collateralTokens: ['a'],
      minCollateralUsd: 10n ** 30n,
    }),
    mode: 'isolated',
    collateral: { a: E18 },
    debt: {},
    markets: { m: E18 },
    dollar: 10n ** 30n,
    price: () => 10n ** 12n,
  },
  aave('3.0'),
  aave('3.7'),
  {
    name: 'compound',
    system: compoundV3({
      base: { asset: 'b', scale: 10n ** 6n },
      collaterals: {
        a: {
          scale: E18,
          borrowCollateralFactor: percent(80n),
          liquidateCollateralFactor: percent(85n),
        },
      },
    }),
    mode: 'cross',
    collateral: { a: E18 },
    debt: { b: 10n ** 6n },
    markets: {},
    dollar: 10n ** 8n,
    price: () => 10n ** 8n,
    facts: { supplyIndex: 10n ** 15n + 3n, debtIndex: 10n ** 15n + 5n },
  },
  {
    name: 'morpho',
    system: morphoBlue({ collateral: 'a', loan: 'b', lltv: percent(86n) }),
    mode: 'isolated',
    collateral: { a: E18 },
    debt: { b: 10n ** 12n },
    markets: {},
    dollar: 10n ** 6n,
    price: () => 10n ** 24n,
    facts: { totalAssets: 10n ** 12n, totalShares: 9n * 10n ** 17n },
  },
  {
    name: 'euler',
    system: eulerV2({
      collaterals: { a: { scale: E18, borrowLtv: 8_000n, liquidationLtv: 8_500n } },
      debt: { asset: 'b', scale: 10n ** 6n },
    }),
    mode: 'cross',
    collateral: { a: E18 },
    debt: { b: 10n ** 6n },
    markets: {},
    dollar: E18,
    price: () => E18,
  },
  {
    name: 'dydx',
    system: dydxV4({
      markets: {
        m: {
          initialMarginPpm: 50_000n,
          maintenanceFractionPpm: 600_000n,
          openInterestLowerCap: 0n,
          openInterestUpperCap: 0n,
          atomicResolution: -9,
          priceExponent: -6,
        },
      },
    }),
    mode: 'cross',
    collateral: { usdc: 10n ** 6n },
    debt: { usdc: 10n ** 6n },
    markets: { m: 10n ** 9n },
    dollar: 10n ** 6n,
    price: () => 10n ** 6n,
    facts: { openInterest: 0n },
  },
  {
    name: 'hyperliquid',
    system: hyperliquid({
      markets: {
        m: {
          scale: E18,
          tiers: [
            { from: 0n, maxLeverage: 40n },
            { from: 100_000n * 10n ** 6n, maxLeverage: 20n },
            { from: 300_000n * 10n ** 6n, maxLeverage: 7n },
          ],
        },
      },
      spot: { a: { scale: E18, ltv: percent(50n) } },
    }),
    mode: 'cross',
    collateral: { usdc: 10n ** 6n, a: E18 },
    debt: { usdc: 10n ** 6n },
    markets: { m: E18 },
    dollar: 10n ** 6n,
    price: () => 10n ** 6n,
  },
  {
    name: 'drift',
    system: drift({
      spot: { usdc: spotMarket, a: spotMarket },
      perps: {
        m: {
          marginRatioInitial: 1_000n,
          marginRatioMaintenance: 500n,
          imfFactor: 0n,
          profitWeightInitial: 8_000n,
          profitWeightMaintenance: 10_000n,
        },
      },
    }),
    mode: 'cross',
    collateral: { a: 10n ** 6n },
    debt: { usdc: 10n ** 6n },
    markets: { m: 10n ** 9n },
    dollar: 10n ** 6n,
    price: () => 10n ** 6n,
  },
  {
    name: 'orderly',
    system: orderly({
      collaterals: {
        a: {
          scale: E18,
          baseWeight: percent(90n),
          discountFactor: E18 / 10n ** 7n,
          cap: 10n ** 6n * E18,
        },
      },
      // A steeper factor would require more than the notional of the largest sizes: then a rise hurts a long, by design.
      markets: { m: { baseMmr: percent(2n), baseImr: percent(4n), imrFactor: E18 / 10n ** 10n } },
    }),
    mode: 'cross',
    collateral: { usdc: E18, a: E18 },
    debt: { usdc: E18 },
    markets: { m: E18 },
    dollar: E18,
    price: () => E18,
  },
  {
    name: 'perp v2',
    system: perpV2({
      collaterals: { a: { scale: E18, collateralRatio: 700_000n } },
      markets: ['m'],
      imRatio: 100_000n,
      mmRatio: 62_500n,
    }),
    mode: 'cross',
    collateral: { a: E18, usdc: E18 },
    debt: { usdc: E18 },
    markets: { m: E18 },
    dollar: E18,
    price: () => E18,
  },
  {
    name: 'derive srm',
    system: deriveSrm({
      markets: [
        {
          spot: 'a',
          perp: 'm',
          baseMarginFactor: percent(80n),
          perpMmRequirement: percent(3n),
          perpImRequirement: percent(5n),
          perpThreshold: percent(55n),
          baseThreshold: percent(55n),
          oracleContingencyFactor: percent(40n),
        },
      ],
      depeg: { threshold: percent(98n), factor: percent(120n) },
    }),
    mode: 'cross',
    collateral: { a: E18, cash: E18 },
    debt: { cash: E18 },
    markets: { m: E18 },
    dollar: E18,
    price: () => E18,
    facts: { confidence: percent(90n) },
    numeraire: percent(97n),
  },
  {
    name: 'derive pmrm',
    system: derivePmrm({
      scenarios: moves,
      mmFactor: percent(80n),
      imFactor: E18,
      pegLossThreshold: percent(98n),
      pegLossFactor: 2n * E18,
      confThreshold: percent(55n),
      confMargin: E18,
      mmPerpPercent: percent(2n),
      imPerpPercent: percent(1n),
      collaterals: {
        a: { isRiskCancelling: true, mmHaircut: percent(3n), imHaircut: percent(1n) },
      },
    }),
    mode: 'portfolio',
    collateral: { a: E18, cash: E18 },
    debt: { cash: E18 },
    markets: { perp: E18 },
    dollar: E18,
    price: () => E18,
    facts: { confidence: percent(90n) },
    numeraire: percent(97n),
  },
  {
    name: 'deribit',
    system: deribitPm({
      groups: [
        {
          underlying: 'm',
          markets: ['m', 'n'],
          range: percent(16n),
          extendedMoves: [
            { move: percent(-66n), dampener: percent(14n) },
            { move: percent(500n), dampener: percent(2n) },
          ],
          futureContingency: percent(1n),
        },
      ],
      initialFactor: percent(130n),
    }),
    mode: 'portfolio',
    collateral: { cash: E18 },
    debt: { cash: E18 },
    markets: { m: E18, n: E18 },
    dollar: E18,
    price: () => E18,
  },
  {
    name: 'span',
    system: span({
      groups: [
        {
          underlying: 'm',
          markets: ['m', 'n'],
          scanRange: percent(10n),
          extreme: { multiple: 2n * E18, cover: percent(35n) },
        },
      ],
    }),
    mode: 'portfolio',
    collateral: { cash: E18 },
    debt: { cash: E18 },
    markets: { m: E18, n: E18 },
    dollar: E18,
    price: () => E18,
  },
  {
    name: 'cross-chain',
    system: crossChain({
      risk,
      decimals: new Map([
        ['usdc', 6],
        ['eth', 18],
      ]),
    }),
    mode: 'cross',
    collateral: { usdc: 10n ** 6n, eth: E18 },
    debt: { usdc: 10n ** 6n },
    markets: { 'eth-usd': E18 },
    dollar: E18,
    price: () => E18,
  },
]

/** Dollars per whole unit of each id; in hundredths, so that prices move finely. */
export type Prices = Readonly<Record<string, bigint>>

/** Every id that the case's states need, `spot` among them for Derive. */
export function idsOf(systemCase: SystemCase): readonly string[] {
  const { collateral, debt, markets } = systemCase
  return [
    ...new Set([...Object.keys(collateral), ...Object.keys(debt), ...Object.keys(markets), 'spot']),
  ]
}

export function viewOf(systemCase: SystemCase, cents: Prices): MarginView {
  const states = idsOf(systemCase).map((id): readonly [string, MarketState] => {
    const mid = ((cents[id] ?? 100n) * systemCase.price(id)) / 100n
    return [id, { mid, ...systemCase.facts }]
  })
  return { states: new Map(states), numeraire: systemCase.numeraire, time: 1_000n }
}
