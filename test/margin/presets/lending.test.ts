import { expect, test } from 'vitest'
import {
  aaveV3,
  aaveV3AccountData,
  aaveV3CloseFactor,
  aaveV3CompoundedInterest,
  aaveV3MayLeave,
  collateral,
  compoundV3,
  eulerV2,
  evaluateMargin,
  liability,
  type MarginUnit,
  type MarketState,
  morphoBlue,
} from '../../../src/index.ts'

const E18 = 10n ** 18n
const RAY = 10n ** 27n
const E8 = 10n ** 8n

const unitOf = (...balances: MarginUnit['balances']): MarginUnit => ({
  id: 'unit',
  mode: 'cross',
  balances,
  positions: [],
})

const view = (states: Record<string, MarketState>, time?: bigint) => ({
  states: new Map(Object.entries(states)),
  time,
})

const reserve = { decimals: 6, ltvBps: 7_500n, liquidationThresholdBps: 8_000n }

const indexed = (mid: bigint, index = RAY): MarketState => ({
  mid,
  supplyIndex: index,
  debtIndex: index,
})

test('behavior: Aave liquidates below a health factor of 1, not at it', () => {
  const system = aaveV3({ version: '3.7', reserves: { a: reserve, b: reserve } })
  const at = (debt: bigint) =>
    evaluateMargin(
      system,
      unitOf(collateral('a', 1_000_000_000n), liability('b', debt)),
      view({ a: indexed(E8), b: indexed(E8) }),
    )
  const even = at(800_000_000n)
  expect(aaveV3AccountData(even, '3.7').healthFactor).toBe(E18)
  expect([even.isLiquidatable, even.status]).toEqual([false, 'REDUCE_ONLY'])
  expect(at(800_000_001n).isLiquidatable).toBe(true)
  expect(at(750_000_000n).status).toBe('HEALTHY')
})

test('behavior: Aave before 3.5 rounds half up, since then in favour of the pool', () => {
  // 3 scaled at an index of 1.5 are 4.5: half up 5, down 4, up 5. Two decimals make a price of 1 a value of 5 / 100.
  const reserves = { a: { ...reserve, decimals: 0 }, b: { ...reserve, decimals: 2 } }
  const states = view({ a: indexed(E8, (3n * RAY) / 2n), b: indexed(1n, (3n * RAY) / 2n) })
  const data = (version: '3.4' | '3.5') => {
    const system = aaveV3({ version, reserves })
    const unit = unitOf(collateral('a', 3n), liability('b', 3n))
    return aaveV3AccountData(evaluateMargin(system, unit, states), version)
  }
  const [before, since] = [data('3.4'), data('3.5')]
  expect([before.totalCollateralBase, since.totalCollateralBase]).toEqual([5n * E8, 4n * E8])
  expect([before.totalDebtBase, since.totalDebtBase]).toEqual([0n, 1n])
  expect(before.healthFactor).toBeUndefined()
})

test('behavior: Aave compounds more exactly since 3.4', () => {
  const accrual = { rate: RAY / 10n, seconds: 31_536_000n }
  const [older, newer] = [
    aaveV3CompoundedInterest(accrual, '3.3'),
    aaveV3CompoundedInterest(accrual, '3.4'),
  ]
  // 1 + x + x²/2 + x³/6 at x = 0.1.
  expect(newer).toBe(1_105_166_666_666_666_666_666_666_667n)
  expect(older < newer && newer - older < RAY / 10n ** 5n).toBe(true)
})

test('behavior: a category lifts its own collateral, but never a reserve that lends nothing', () => {
  const eMode = { ltvBps: 9_000n, liquidationThresholdBps: 9_500n, collateral: ['a', 'c'] }
  const reserves = { a: reserve, b: reserve, c: { ...reserve, ltvBps: 0n } }
  const system = aaveV3({ version: '3.2', reserves, eMode })
  const states = view({ a: indexed(E8), b: indexed(E8), c: indexed(E8) })
  const weights = ['a', 'b', 'c'].map((id) => {
    const { initial, maintenance } = evaluateMargin(
      system,
      unitOf(collateral(id, 1_000_000n)),
      states,
    )
    return [initial.available / E8, maintenance.available / E8]
  })
  expect(weights).toEqual([
    [9_000n, 9_500n],
    [7_500n, 8_000n],
    [0n, 9_500n],
  ])
})

test('behavior: Aave closes half, or all of what is deep or small', () => {
  const close = (health: bigint, base: bigint) =>
    aaveV3CloseFactor({ healthFactor: health, collateralBase: base, debtBase: base })
  const limit = (95n * E18) / 100n
  expect(close(limit + 1n, 2_000n * E8)).toBe(5_000n)
  expect(close(limit, 2_000n * E8)).toBe(10_000n)
  expect(close(limit + 1n, 2_000n * E8 - 1n)).toBe(10_000n)
  const leftovers = [0n, 1n, 1_000n * E8 - 1n, 1_000n * E8]
  expect(leftovers.map(aaveV3MayLeave)).toEqual([true, false, false, true])
})

const cometState = (mid: bigint | undefined): MarketState => ({
  mid,
  supplyIndex: 10n ** 15n,
  debtIndex: 10n ** 15n,
})

test('behavior: Compound III does not read feeds behind what already covers the debt', () => {
  const asset = { scale: 1n, borrowCollateralFactor: E18 / 2n, liquidateCollateralFactor: E18 / 2n }
  const system = compoundV3({
    base: { asset: 'base', scale: 1n },
    collaterals: { first: asset, second: asset },
  })
  const balances = [collateral('second', 1n), collateral('first', 200n), liability('base', 100n)]
  const at = (first: bigint | undefined, second: bigint | undefined) =>
    evaluateMargin(
      system,
      unitOf(...balances),
      view({ base: cometState(1n), first: { mid: first }, second: { mid: second } }),
    )
  const broken = at(1n, undefined)
  expect([broken.status, broken.unread.map(({ subject }) => subject)]).toEqual([
    'HEALTHY',
    ['second'],
  ])
  expect(at(undefined, 1n).status).toBe('UNKNOWN')
})

test('behavior: a Compound III debt that has no price is UNKNOWN, whatever is held', () => {
  const asset = { scale: 1n, borrowCollateralFactor: E18, liquidateCollateralFactor: E18 }
  const margin = evaluateMargin(
    compoundV3({ base: { asset: 'base', scale: 1n }, collaterals: { first: asset } }),
    unitOf(collateral('first', 1_000n), liability('base', 1n)),
    view({ base: cometState(undefined), first: { mid: undefined } }),
  )
  expect([margin.status, margin.unknowns.map(({ subject }) => subject)]).toEqual([
    'UNKNOWN',
    ['base', 'first'],
  ])
})

test('behavior: Euler liquidates at equality and refuses to lend there', () => {
  const system = eulerV2({
    collaterals: { a: { scale: 1n, borrowLtv: 8_000n, liquidationLtv: 9_000n } },
    debt: { asset: 'b', scale: 1n },
  })
  const at = (held: bigint) =>
    evaluateMargin(
      system,
      unitOf(collateral('a', held), liability('b', 7_200n)),
      view({ a: { mid: 1n, bid: 1n }, b: { mid: 1n, ask: 1n } }),
    )
  expect([at(8_000n).isLiquidatable, at(8_002n).isLiquidatable]).toEqual([true, false])
  expect([at(9_000n).initial.isMet, at(9_002n).initial.isMet]).toEqual([false, true])
  // No debt, no liquidation, although 0 is at the boundary.
  expect(evaluateMargin(system, unitOf(), view({})).status).toBe('NO_RISK')
})

test('behavior: Euler values at the sides for borrowing, at the middle for liquidation', () => {
  const system = eulerV2({
    collaterals: { a: { scale: 1n, borrowLtv: 10_000n, liquidationLtv: 10_000n } },
    debt: { asset: 'b', scale: 1n },
  })
  const margin = evaluateMargin(
    system,
    unitOf(collateral('a', 100n), liability('b', 100n)),
    view({ a: { mid: 10n, bid: 9n }, b: { mid: 10n, ask: 11n } }),
  )
  expect([margin.initial.available, margin.initial.owed]).toEqual([900n, 1_100n])
  expect([margin.maintenance.available, margin.maintenance.owed]).toEqual([1_000n, 1_000n])
})

test('behavior: a lowered Euler limit ramps down', () => {
  const ramp = { initialLiquidationLtv: 9_000n, targetTimestamp: 200n, rampDuration: 100n }
  const system = eulerV2({
    collaterals: { a: { scale: 1n, borrowLtv: 7_000n, liquidationLtv: 8_000n, ramp } },
    debt: { asset: 'b', scale: 1n },
  })
  const limits = [100n, 101n, 150n, 200n, 300n].map(
    (time) =>
      evaluateMargin(system, unitOf(collateral('a', 10_000n)), view({ a: { mid: 1n } }, time))
        .maintenance.available,
  )
  expect(limits).toEqual([9_000n, 8_990n, 8_500n, 8_000n, 8_000n])
})

test('behavior: Morpho owes shares rounded up and liquidates above the limit only', () => {
  const system = morphoBlue({ collateral: 'a', loan: 'b', lltv: E18 / 2n })
  const at = (shares: bigint) =>
    evaluateMargin(
      system,
      { ...unitOf(collateral('a', 200n), liability('b', shares)), mode: 'isolated' },
      view({ a: { mid: 10n ** 36n }, b: { mid: undefined, totalAssets: 0n, totalShares: 0n } }),
    )
  expect([at(100_000_000n).maintenance.owed, at(100_000_001n).maintenance.owed]).toEqual([
    100n,
    101n,
  ])
  expect([at(100_000_000n).isLiquidatable, at(100_000_001n).isLiquidatable]).toEqual([false, true])
})
