import { expect, test } from 'vitest'
import {
  type Balance,
  collateral,
  deribitPm,
  deriveSrm,
  drift,
  driftHealth,
  dydxV4,
  evaluateMargin,
  evaluateMargins,
  gmxV2,
  gmxV2Unit,
  hyperliquid,
  hyperliquidStage,
  hyperliquidTransferable,
  liability,
  liquidationPrice,
  MarginInputError,
  type MarginUnit,
  type MarketState,
  orderly,
  orderlyMarginRatio,
  orderlyNeedsConversion,
  type Position,
  perpV2,
  synthetixV3,
} from '../../../src/index.ts'

const E18 = 10n ** 18n
const E30 = 10n ** 30n
const percent = (value: bigint) => (value * E18) / 100n

const unitOf = (
  balances: readonly Balance[],
  positions: readonly Position[],
  mode: MarginUnit['mode'] = 'cross',
): MarginUnit => ({ id: 'unit', mode, balances, positions })

const view = (states: Record<string, MarketState>) => ({ states: new Map(Object.entries(states)) })

const even = (market: string, size: bigint, rest: Partial<Position> = {}): Position => ({
  market,
  size,
  entry: { type: 'profit', profit: 0n },
  ...rest,
})

test('behavior: Synthetix liquidates when the requirement with its reward is above the margin', () => {
  const market = {
    skewScale: 0n,
    initialMarginRatio: 0n,
    minimumInitialMarginRatio: percent(10n),
    maintenanceMarginScalar: percent(50n),
    minimumPositionMargin: E18,
    flagRewardRatio: percent(1n),
  }
  const system = synthetixV3({ collaterals: {}, markets: { m: market }, keeper: { flagCost: E18 } })
  // Maintenance 5 % of 1,000 and the minimum of 1; reward 1 % of 1,000 and the cost of 1.
  const at = (usd: bigint) =>
    evaluateMargin(
      system,
      unitOf([collateral('snxUSD', usd)], [even('m', 1_000n * E18)]),
      view({ m: { mid: E18 } }),
    )
  expect([at(62n * E18).isLiquidatable, at(62n * E18 - 1n).isLiquidatable]).toEqual([false, true])
  const indebted = evaluateMargin(
    system,
    unitOf([collateral('snxUSD', E18), liability('snxUSD', E18)], []),
    view({}),
  )
  expect(indebted.liquidationReasons).toEqual(['margin liquidation'])
})

test('behavior: GMX names its reasons in its order, and impact never helps', () => {
  const system = gmxV2({
    markets: {
      m: {
        minCollateralFactor: E30 / 50n,
        minCollateralFactorForLiquidation: E30 / 100n,
        maxPositionImpactFactorForLiquidations: E30 / 200n,
      },
    },
    collateralTokens: ['usd'],
    minCollateralUsd: 5n * E30,
  })
  const at = (usd: bigint, priceImpactUsd = 0n, feesUsd = 0n) =>
    evaluateMargin(
      system,
      gmxV2Unit({
        id: 'unit',
        market: 'm',
        collateralToken: 'usd',
        collateralAmount: usd,
        isLong: true,
        sizeInUsd: 1_000n * E30,
        sizeInTokens: 1n,
        priceImpactUsd,
        feesUsd,
      }),
      view({ usd: { mid: 2n * E30, bid: E30 }, m: { mid: 1_000n * E30 } }),
    )
  expect(at(10n).liquidationReasons).toEqual([])
  expect(at(9n).liquidationReasons).toEqual(['min collateral for leverage'])
  expect(at(4n).liquidationReasons).toEqual(['min collateral'])
  expect(at(9n, 100n * E30).liquidationReasons).toEqual(['min collateral for leverage'])
  // The most that impact may take is half a percent of 1,000.
  expect(at(16n, -100n * E30).maintenance.available).toBe(11n * E30)
  expect(at(16n, 0n, 7n * E30).liquidationReasons).toEqual(['min collateral for leverage'])
})

test('behavior: dYdX leaves an account without requirement alone: INSOLVENT, not liquidatable', () => {
  const margin = evaluateMargin(
    dydxV4({ markets: {} }),
    unitOf([liability('usdc', 5n)], []),
    view({}),
  )
  expect([margin.isLiquidatable, margin.status]).toEqual([false, 'INSOLVENT'])
})

test('behavior: dYdX takes the custom initial fraction when it is the higher one', () => {
  const market = {
    initialMarginPpm: 50_000n,
    maintenanceFractionPpm: 600_000n,
    openInterestLowerCap: 0n,
    openInterestUpperCap: 0n,
    atomicResolution: 0,
    priceExponent: 0,
  }
  const system = dydxV4({ markets: { m: market }, quoteAtomicResolution: 0 })
  const at = (customFraction: bigint) =>
    evaluateMargin(
      system,
      unitOf([], [even('m', 1_000n, { customFraction })]),
      view({ m: { mid: 1n, openInterest: 0n } }),
    )
  expect([at(0n), at(200_000n)].map((item) => item.initial.requirement)).toEqual([50n, 200n])
  expect(at(200_000n).maintenance.requirement).toBe(30n)
})

test('behavior: Hyperliquid hands over to the backstop below two thirds of maintenance', () => {
  const tiers = [
    { from: 0n, maxLeverage: 50n },
    { from: 1_000n, maxLeverage: 25n },
  ]
  const system = hyperliquid({ markets: { m: { scale: 1n, tiers } } })
  const at = (usd: bigint) =>
    evaluateMargin(
      system,
      unitOf([collateral('usdc', usd)], [even('m', 3_000n, { leverage: 20n })]),
      view({ m: { mid: 1n } }),
    )
  // 2 % of 3,000 less the deduction of 1 % of 1,000.
  expect(at(100n).maintenance.requirement).toBe(50n)
  expect([50n, 49n, 34n, 33n].map((usd) => hyperliquidStage(at(usd)))).toEqual([
    'none',
    'market',
    'market',
    'backstop',
  ])
  // A tenth of the notional is more than the initial 150.
  expect([hyperliquidTransferable(at(350n)), hyperliquidTransferable(at(299n))]).toEqual([50n, 0n])
})

test('behavior: Drift counts the worse side of open orders, and a fee for each', () => {
  const market = {
    decimals: 6,
    initialAssetWeight: 8_000n,
    maintenanceAssetWeight: 9_000n,
    initialLiabilityWeight: 12_000n,
    maintenanceLiabilityWeight: 11_000n,
    imfFactor: 0n,
    scaleStart: 0n,
  }
  const plain = { ...market, initialAssetWeight: 10_000n, maintenanceAssetWeight: 10_000n }
  const system = drift({ spot: { usdc: plain, a: market }, perps: {} })
  const margin = evaluateMargin(
    system,
    unitOf(
      [
        collateral('usdc', 1_000n),
        { asset: 'a', quantity: 100n, openBids: 10n, openAsks: -150n, openOrders: 2n },
      ],
      [],
    ),
    view({ usdc: { mid: 1_000_000n }, a: { mid: 1_000_000n } }),
  )
  // All asks filled: 50 owed at 1.2, 150 received; all bids: 110 at 0.8, 10 paid. The bids leave less: 78 against 90.
  expect([margin.initial.available, margin.initial.owed]).toEqual([1_088n, 10n])
  expect(margin.initial.requirement).toBe(20_000n)
})

test('behavior: Drift health is the share that maintenance leaves', () => {
  const perp = {
    marginRatioInitial: 1_000n,
    marginRatioMaintenance: 500n,
    imfFactor: 0n,
    profitWeightInitial: 10_000n,
    profitWeightMaintenance: 10_000n,
  }
  const whole = {
    decimals: 6,
    initialAssetWeight: 10_000n,
    maintenanceAssetWeight: 10_000n,
    initialLiabilityWeight: 10_000n,
    maintenanceLiabilityWeight: 10_000n,
    imfFactor: 0n,
    scaleStart: 0n,
  }
  const system = drift({ spot: { usdc: whole }, perps: { m: perp } })
  const at = (usd: bigint) =>
    driftHealth(
      evaluateMargin(
        system,
        unitOf([collateral('usdc', usd)], [even('m', 2_000n * 10n ** 9n)]),
        view({ usdc: { mid: 1_000_000n }, m: { mid: 1_000_000n } }),
      ),
    )
  expect([at(400_000_000n), at(100_000_000n), at(50_000_000n)]).toEqual([75n, 0n, 0n])
})

test('behavior: Orderly compares the margin ratio strictly, and a flat account has 1000 %', () => {
  const rate = { baseMmr: percent(5n), baseImr: percent(10n), imrFactor: 0n }
  const system = orderly({ collaterals: {}, markets: { m: rate } })
  const at = (usd: bigint, size: bigint) =>
    evaluateMargin(
      system,
      unitOf([collateral('usdc', usd)], [even('m', size)]),
      view({ m: { mid: E18 } }),
    )
  const limit = at(5n * E18, 100n * E18)
  expect([limit.isLiquidatable, orderlyMarginRatio(limit)]).toEqual([false, percent(5n)])
  expect(at(5n * E18 - 1n, 100n * E18).isLiquidatable).toBe(true)
  expect(orderlyMarginRatio(at(E18, 0n))).toBe(10n * E18)
  const converts = (ltv: bigint, usdc: bigint) => orderlyNeedsConversion({ ltv, usdc })
  expect(converts(percent(95n), 0n)).toBe(true)
  expect(converts(percent(95n) - 1n, -11_000n * E18)).toBe(false)
  expect(converts(0n, -11_000n * E18 - 1n)).toBe(true)
})

test('behavior: Perp v2 counts losses but no profit for the initial margin', () => {
  const system = perpV2({ collaterals: {}, markets: ['m'], imRatio: 100_000n, mmRatio: 62_500n })
  const at = (profit: bigint) =>
    evaluateMargin(
      system,
      unitOf(
        [collateral('usdc', 50n * E18)],
        [{ market: 'm', size: 100n * E18, entry: { type: 'profit', profit, cost: 100n * E18 } }],
      ),
      view({ m: { mid: E18 } }),
    )
  expect([at(30n * E18).free, at(0n).free, at(-30n * E18).free]).toEqual([
    40n * E18,
    40n * E18,
    10n * E18,
  ])
  expect(at(30n * E18).maintenance.slack).toBe(73n * E18 + (75n * E18) / 100n)
})

test('behavior: Derive SRM adds for doubt below its threshold, not at it, and only initially', () => {
  const system = deriveSrm({
    markets: [
      {
        spot: 'eth',
        perp: 'eth-perp',
        baseMarginFactor: percent(80n),
        perpMmRequirement: percent(3n),
        perpImRequirement: percent(5n),
        perpThreshold: percent(55n),
        baseThreshold: 0n,
        oracleContingencyFactor: percent(40n),
      },
    ],
    depeg: { threshold: percent(98n), factor: 2n * E18 },
  })
  const at = (confidence: bigint, numeraire: bigint) =>
    evaluateMargin(system, unitOf([], [even('eth-perp', -E18)]), {
      ...view({
        eth: { mid: 1_000n * E18, confidence: E18 },
        'eth-perp': { mid: 2_000n * E18, confidence },
      }),
      numeraire,
    })
  expect(at(percent(55n), E18).initial.requirement).toBe(100n * E18)
  // (1 − 0.5) × 0.4 × 1,000.
  expect(at(percent(50n), E18).initial.requirement).toBe(300n * E18)
  // (0.98 − 0.88) × 2 × 1,000.
  expect(at(E18, percent(88n)).initial.requirement).toBe(300n * E18)
  expect(at(percent(50n), percent(88n)).maintenance.requirement).toBe(60n * E18)
})

test('behavior: futures of one underlying offset in a scan, and the extended moves count damped', () => {
  const extendedMoves = [{ move: 5n * E18, dampener: percent(10n) }]
  const group = { underlying: 'btc', markets: ['near', 'far'], range: percent(20n), extendedMoves }
  const system = deribitPm({ groups: [group] })
  const at = (near: bigint, far: bigint) =>
    evaluateMargin(
      system,
      unitOf([collateral('cash', E18)], [even('near', near), even('far', far)], 'portfolio'),
      view({ near: { mid: 100n * E18 }, far: { mid: 100n * E18 } }),
    )
  expect(at(E18, -E18).maintenance.requirement).toBe(0n)
  expect(at(E18, 0n).maintenance.requirement).toBe(20n * E18)
  const short = at(-E18, 0n)
  expect([short.maintenance.requirement, short.worstScenario]).toEqual([50n * E18, 9])
})

const plain = orderly({
  collaterals: {},
  markets: { m: { baseMmr: percent(5n), baseImr: percent(10n), imrFactor: 0n } },
})

test('default: the worst isolated unit is the status of the account', () => {
  const sized = (usd: bigint, mode: MarginUnit['mode']) =>
    unitOf([collateral('usdc', usd * E18)], [even('m', 100n * E18)], mode)
  const account = evaluateMargins(
    plain,
    [sized(50n, 'cross'), sized(4n, 'isolated')],
    view({ m: { mid: E18 } }),
  )
  expect(account.units.map(({ status }) => status)).toEqual(['HEALTHY', 'LIQUIDATABLE'])
  expect(account.status).toBe('LIQUIDATABLE')
})

test('default: a liquidation price is exact to one unit, or none', () => {
  const bought = (usd: bigint, size: bigint) =>
    unitOf(
      [collateral('usdc', usd * E18)],
      [{ market: 'm', size: size * E18, entry: { type: 'price', price: E18 } }],
    )
  const at = (unit: MarginUnit) => liquidationPrice(plain, unit, view({ m: { mid: E18 } }), 'm')
  const price = at(bought(10n, 100n)) ?? 0n
  const isLiquidatable = (mid: bigint) =>
    evaluateMargin(plain, bought(10n, 100n), view({ m: { mid } })).isLiquidatable
  expect([isLiquidatable(price), isLiquidatable(price + 1n)]).toEqual([true, false])
  expect((at(bought(10n, -100n)) ?? 0n) > E18).toBe(true)
  expect(at(bought(100n, 50n))).toBeUndefined()
})

test('behavior: what is not known is UNKNOWN with its name, never zero', () => {
  const names = (unit: MarginUnit, states: Record<string, MarketState>) => {
    const { status, unknowns, isLiquidatable } = evaluateMargin(plain, unit, view(states))
    return [status, isLiquidatable, unknowns.map(({ text }) => text).join(' ')]
  }
  const long = [even('m', E18)]
  expect(names(unitOf([collateral('gold', 1n)], []), {})).toEqual([
    'UNKNOWN',
    false,
    'gold is not known here.',
  ])
  expect(names(unitOf([], long), {})[2]).toBe('m has no price at this cut.')
  expect(names(unitOf([], long), { m: { mid: -5n } })[2]).toContain('middle -5')
  expect(names(unitOf([], [even('n', E18)]), {})[2]).toBe('n is not known here.')
})

test('error: a unit or parameters that the system cannot mean are refused with a sentence', () => {
  const two = unitOf([], [even('m', 1n), even('m', 2n)], 'isolated')
  expect(() => evaluateMargin(plain, two, view({}))).toThrow('more than one position')
  expect(() => evaluateMargin(plain, { ...two, mode: 'portfolio' }, view({}))).toThrow(
    'does not judge portfolio units',
  )
  const spot = { gold: { scale: 1n, ltv: 2n * E18 } }
  expect(() => hyperliquid({ markets: {}, spot })).toThrow(MarginInputError)
  const ratios = { collaterals: {}, markets: [], imRatio: 1n, mmRatio: 2n }
  expect(() => perpV2(ratios)).toThrow('above its initial one')
})
