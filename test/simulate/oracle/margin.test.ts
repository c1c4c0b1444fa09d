import { expect, test } from 'vitest'
import { type FoundPrice, findPrice } from './findPrice.ts'
import { judgeUnit, worstOf } from './judgeUnit.ts'
import type { Line, Unit } from './Line.ts'
import type { OracleRisk } from './OracleRisk.ts'
import { weighUnit } from './weighUnit.ts'

const e18 = 10n ** 18n

const risk: OracleRisk = {
  boundary: '<',
  warningBps: 11_000n,
  weights: { usd: { initialBps: 9_000n, maintenanceBps: 9_500n } },
  markets: { 'gold-perp': { asset: 'gold', initialBps: 1_000n, maintenanceBps: 500n } },
  assets: {
    usd: { feeds: ['a', 'b'], pegE18: e18, decimals: 6, sharesOf: undefined },
    gold: { feeds: ['b'], pegE18: e18, decimals: 18, sharesOf: undefined },
    share: { feeds: [], pegE18: e18, decimals: 6, sharesOf: 'usd' },
  },
  feeds: {
    a: { chainId: 1, decimals: 8, heartbeatSeconds: 100n, deadAfterSeconds: 300n },
    b: { chainId: 2, decimals: 0, heartbeatSeconds: 100n, deadAfterSeconds: 300n },
  },
  routes: { warp: { p99Seconds: 10n, stuckAfterSeconds: 20n, haircutBps: 1_000n } },
}

const fresh = (price: bigint): FoundPrice => ({ state: 'fresh', price, low: price, high: price })
const prices = new Map([
  ['usd', fresh(e18)],
  ['gold', fresh(2n * e18)],
])

const usd = (kind: 'holding' | 'debt' | 'unbacked', amount: bigint): Line => ({
  kind,
  asset: 'usd',
  chainId: 1,
  decimals: 6,
  amount,
})
const gold = (size: bigint, entry: bigint): Line => ({
  kind: 'position',
  chainId: 1,
  market: 'gold-perp',
  size,
  entry,
})
const unitOf = (...lines: readonly Line[]): Unit => ({ unit: 'cross', lines, isLiquidating: false })

/** In whole cents, which no case below falls between. */
function weigh(unit: Unit, end: 'best' | 'low' | 'high' = 'best', at = prices) {
  const { equity, initial, maintenance } = weighUnit(unit, at, risk, end)
  return [equity, initial, maintenance].map((amount) => Number(amount / 10n ** 16n))
}

function statusOf(unit: Unit, rules = risk, at = prices) {
  return judgeUnit(unit, weighUnit(unit, at, rules, 'best'), at, rules)
}

test('default: holdings have a haircut, debts have none', () => {
  const unit = unitOf(usd('holding', 100_000_000n), usd('debt', 50_000_000n))
  expect(weigh(unit)).toEqual([5_000, 4_000, 4_500])
  expect(statusOf(unit)).toBe('HEALTHY')
})

test('default: a position has profit and requires its share', () => {
  // 10 gold at 2 are worth 20 and were bought for 15: profit 5, required 2 and 1.
  expect(weigh(unitOf(gold(10n * e18, 15n * e18)))).toEqual([500, 300, 400])
  // A short of the same size gains what the long loses, and requires as much.
  expect(weigh(unitOf(gold(-10n * e18, -15n * e18)))).toEqual([-500, -700, -600])
})

test('behavior: what was realised and is not paid is owed', () => {
  const unit = unitOf(usd('holding', 1_000_000n), gold(0n, 3n * e18))
  expect(weigh(unit)).toEqual([-200, -210, -205])
  expect(statusOf(unit)).toBe('INSOLVENT')
})

test('behavior: assets are rounded down, debts and requirements up', () => {
  const third = new Map([['usd', fresh(333_333_333_333_333_333n)]])
  const one: Line = { kind: 'holding', asset: 'usd', chainId: 1, decimals: 20, amount: 1_001n }
  expect(weighUnit(unitOf(one), third, risk, 'best').equity).toBe(3n)
  expect(weighUnit(unitOf({ ...one, kind: 'debt' }), third, risk, 'best').equity).toBe(-4n)
  const small = weighUnit(unitOf(gold(1n, 0n)), prices, risk, 'best')
  expect([small.initialRequirement, small.maintenanceRequirement]).toEqual([1n, 1n])
})

test('behavior: value in flight keeps maintenance alone; low loses its haircut, high has it arrived', () => {
  const flying: Line = {
    kind: 'inFlight',
    asset: 'usd',
    chainId: 1,
    decimals: 6,
    amount: 100_000_000n,
    retained: 1n,
    of: 2n,
  }
  expect(weigh(unitOf(flying))).toEqual([10_000, 0, 4_750])
  expect(weigh(unitOf(flying), 'low')).toEqual([5_000, 0, 4_750])
  expect(weigh(unitOf(flying), 'high')).toEqual([10_000, 9_000, 9_500])
})

test('behavior: what is taken off counts at the larger weight, and alone never liquidates', () => {
  const unit = unitOf(
    usd('holding', 100_000_000n),
    usd('debt', 90_000_000n),
    usd('unbacked', 9_000_000n),
  )
  expect(weigh(unit)).toEqual([100, -855, -355])
  expect(statusOf(unit)).toBe('REDUCE_ONLY')
  expect(statusOf(unitOf(usd('holding', 100_000_000n), usd('debt', 99_000_000n)))).toBe(
    'LIQUIDATABLE',
  )
})

test('behavior: an offset whose owner nobody knows never lowers high, a suspense line low alone', () => {
  const offset = (isSuspense: boolean): Line => ({
    kind: 'lagOffset',
    asset: 'usd',
    chainId: 1,
    decimals: 6,
    amount: 10_000_000n,
    isSuspense,
  })
  const ends = (line: Line) =>
    (['low', 'best', 'high'] as const).map((end) => weigh(unitOf(line), end)[0])
  expect(ends(offset(false))).toEqual([-1_000, -1_000, 0])
  expect(ends(offset(true))).toEqual([-1_000, 0, 0])
})

test('behavior: a band takes the end that is worse for all lines of the asset together', () => {
  const late = new Map<string, FoundPrice>([
    ['usd', { state: 'late', price: e18, low: e18 / 2n, high: 2n * e18 }],
  ])
  const long = unitOf(usd('holding', 100_000_000n), usd('debt', 10_000_000n))
  expect(weigh(long, 'low', late)[0]).toBe(4_500)
  expect(weigh(long, 'high', late)[0]).toBe(18_000)
  const short = unitOf(usd('holding', 10_000_000n), usd('debt', 100_000_000n))
  expect(weigh(short, 'low', late)[0]).toBe(-18_000)
})

test('behavior: the boundary is the venue’s', () => {
  const unit = unitOf(usd('holding', 100_000_000n), usd('debt', 95_000_000n))
  expect(statusOf(unit)).toBe('REDUCE_ONLY')
  expect(statusOf(unit, { ...risk, boundary: '<=' })).toBe('LIQUIDATABLE')
})

test('behavior: what has no live price is unknown, with or without risk', () => {
  expect(statusOf(unitOf(usd('holding', 1n)), risk, new Map())).toBe('UNKNOWN')
  expect(statusOf(unitOf(usd('holding', 0n)), risk, new Map())).toBe('NO_RISK')
  expect(worstOf(['HEALTHY', 'UNKNOWN', 'REDUCE_ONLY'])).toBe('UNKNOWN')
  expect(worstOf(['UNKNOWN', 'LIQUIDATABLE'])).toBe('LIQUIDATABLE')
})

test('behavior: the primary feed decides while it lives, then the newest, then nobody', () => {
  const at = (a: bigint | undefined, b: bigint | undefined, answer = 1n) =>
    findPrice(
      'usd',
      [
        ...(a === undefined ? [] : [{ feed: 'a', answer: answer * 10n ** 8n, updatedAt: a }]),
        ...(b === undefined ? [] : [{ feed: 'b', answer: 3n, updatedAt: b }]),
      ],
      1_000n,
      risk,
    )
  expect(at(950n, 990n)).toEqual(fresh(e18))
  expect(at(650n, 990n)).toEqual(fresh(3n * e18))
  expect(at(950n, 990n, 0n)).toEqual(fresh(3n * e18))
  expect(at(950n, 990n, -1n)).toEqual(fresh(3n * e18))
  expect(at(650n, 650n)).toEqual({ state: 'dead' })
  expect(at(undefined, undefined)).toEqual({ state: 'missing' })
  // An answer from the future has no age.
  expect(at(2_000n, 990n)).toEqual(fresh(e18))
  // 41 s past the heartbeat are five started steps of 10 s.
  expect(at(859n, undefined)).toEqual({
    state: 'late',
    price: e18,
    low: (e18 * 9_995n) / 10_000n,
    high: (e18 * 10_005n) / 10_000n,
  })
})
