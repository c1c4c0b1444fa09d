import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FollowRule } from '../../../src/config/FollowConfig.ts'
import type { FollowingRisk } from '../../../src/config/Project.ts'
import { judgeFeed } from '../../../src/margin/judgeFeed.ts'
import { crossChain } from '../../../src/margin/presets/crossChain.ts'
import { type Bar, toBar } from '../../../src/margin/requirements/Bar.ts'
import { createVersionFold } from '../../../src/margin/requirements/createVersionFold.ts'
import { withVersion } from '../../../src/margin/requirements/withVersion.ts'
import { bpsOfSquare, ewmaSquare, returnsOf } from './reference.ts'

const DAY = 86_400n

const ewma: FollowRule = {
  feed: 'eth',
  measure: { type: 'ewma', lambdaBps: 9_400n, seedBps: 200n, multipleBps: 20_000n },
  ...{ horizonBars: 1n, floorBps: 100n, ceilingBps: 9_000n, bufferBps: 0n },
  ...{ stepUpBps: 10_000n, stepDownBps: 10_000n },
}

const riskOf = (parts: Partial<FollowingRisk['follow']> = {}): FollowingRisk => ({
  boundary: '<',
  warningBps: 11_000n,
  collateral: new Map([
    ['eth', { initialBps: 8_000n, maintenanceBps: 9_000n }],
    ['usd', { initialBps: 10_000n, maintenanceBps: 10_000n }],
  ]),
  markets: new Map([
    ['ETH-PERP', { asset: 'eth', initialBps: 1_000n, maintenanceBps: 333n }],
    ['BTC-PERP', { asset: 'btc', initialBps: 2_000n, maintenanceBps: 1_000n }],
  ]),
  follow: {
    ...{ since: 0n, barSeconds: DAY, everySeconds: DAY, noticeSeconds: 3_600n },
    markets: new Map([['ETH-PERP', ewma]]),
    collateral: new Map(),
    ...parts,
  },
})

const priced = (close: bigint): Bar => ({ state: 'priced', close })
const carried = (close: bigint): Bar => ({ state: 'carried', close })
const silent: Bar = { state: 'silent' }

function fold(risk: FollowingRisk, bars: readonly Bar[]) {
  const [opening = silent, ...later] = bars
  const made = createVersionFold(risk, 0n, new Map([['eth', opening]]))
  for (const bar of later) made.takeBars(new Map([['eth', bar]]))
  return made
}

const bpsAfter = (closes: readonly bigint[]) =>
  bpsOfSquare(
    ewmaSquare(returnsOf(closes), {
      ...{ lambdaBps: 9_400n, seedBps: 200n, multipleBps: 20_000n, horizonBars: 1n },
    }),
  )

test('default: each measurement that differs is a version, with maintenance at its configured share', () => {
  const { versions } = fold(riskOf(), [priced(100n), priced(110n), priced(111n)])
  const [first, second] = [bpsAfter([100n, 110n]), bpsAfter([100n, 110n, 111n])]
  const part = (initial: bigint) => (initial * 333n + 999n) / 1_000n
  expect(
    versions.map(({ number, measuredAt, effectiveAt }) => [number, measuredAt, effectiveAt]),
  ).toEqual([
    [0, undefined, undefined],
    [1, DAY, DAY + 3_600n],
    [2, 2n * DAY, 2n * DAY + 3_600n],
  ])
  expect(versions.map(({ markets }) => markets.get('ETH-PERP'))).toMatchObject([
    { initialBps: 1_000n, maintenanceBps: 333n },
    { initialBps: first, maintenanceBps: part(first) },
    { initialBps: second, maintenanceBps: part(second) },
  ])
  const plain = { initialBps: 2_000n, maintenanceBps: 1_000n }
  expect(versions.map(({ markets }) => markets.get('BTC-PERP'))).toEqual([plain, plain, plain])
})

test('behavior: a haircut follows as a requirement does, and the weight is what it leaves', () => {
  const risk = riskOf({
    markets: new Map(),
    collateral: new Map([
      ['eth', ewma],
      ['usd', { ...ewma, floorBps: 0n }],
    ]),
  })
  const { versions } = fold(risk, [priced(100n), priced(110n)])
  const haircut = bpsAfter([100n, 110n])
  expect(versions[1]?.collateral).toMatchObject(
    new Map([
      // Half of the haircut in maintenance, as configured.
      ['eth', { initialBps: 10_000n - haircut, maintenanceBps: 10_000n - (haircut + 1n) / 2n }],
      // Nothing was lacking: what lacks now lacks in both.
      ['usd', { initialBps: 10_000n - haircut, maintenanceBps: 10_000n - haircut }],
    ]),
  )
})

test('behavior: a measurement that changes nothing makes no version', () => {
  const risk = riskOf({ markets: new Map([['ETH-PERP', { ...ewma, floorBps: 1_000n }]]) })
  const quiet = fold(risk, [priced(100n), priced(101n), carried(101n)])
  expect(quiet.versions).toHaveLength(1)
  expect(quiet.outlook()).toMatchObject({ isChange: false })
  expect(quiet.outlook().markets.get('ETH-PERP')?.measurement).toMatchObject({ bound: 'FLOOR' })
})

test('behavior: parameters are measured as often as configured, over all bars', () => {
  const risk = riskOf({ everySeconds: 3n * DAY })
  const closes = [100n, 110n, 111n, 112n, 113n]
  const { versions } = fold(risk, closes.map(priced))
  expect(versions.map(({ measuredAt }) => measuredAt)).toEqual([undefined, 3n * DAY])
  expect(versions[1]?.markets.get('ETH-PERP')?.initialBps).toBe(bpsAfter(closes.slice(0, 4)))
})

test('behavior: a carried bar is a return of 0, a silent one none: its time is told by the next price', () => {
  const measured = (bars: readonly Bar[]) => fold(riskOf(), bars).outlook().markets.get('ETH-PERP')
  expect(measured([priced(100n), carried(100n), priced(120n)])).toMatchObject({
    initialBps: bpsAfter([100n, 100n, 120n]),
    measurement: { bars: { priced: 1, carried: 1, silent: 0 } },
  })
  expect(measured([priced(100n), silent, silent, priced(120n)])).toMatchObject({
    initialBps: bpsAfter([100n, 120n]),
    measurement: { bars: { priced: 1, carried: 0, silent: 2 } },
  })
  // A feed that stops does not make the market look calm.
  const before = fold(riskOf(), [priced(100n), priced(120n)])
  const stopped = fold(riskOf(), [priced(100n), priced(120n), silent, silent, silent])
  expect(stopped.versions).toEqual(before.versions)
})

test('behavior: before the first price there is no return', () => {
  const made = fold(riskOf(), [silent, silent, priced(100n), priced(110n)])
  expect(made.outlook().markets.get('ETH-PERP')?.initialBps).toBe(bpsAfter([100n, 110n]))
})

test('behavior: a bar is priced by an answer of its own, carried by an older live one, else silent', () => {
  const feed = {
    ...({ id: 'eth', chainId: 1, address: '0xfe', startBlock: 1n, decimals: 8 } as const),
    ...{ heartbeatSeconds: 100n, deadAfterSeconds: 1_000n },
  }
  const barOf = (answer: bigint, updatedAt: bigint, blockNumber = 7n, blockBefore = 6n) =>
    toBar(
      judgeFeed(
        { feed, observation: { answer, updatedAt, blockNumber } },
        { pegE18: 10n ** 18n, asOf: 2_000n },
      ),
      blockBefore,
    )
  expect(barOf(50n * 10n ** 8n, 1_950n)).toEqual(priced(50n * 10n ** 8n))
  expect(barOf(50n * 10n ** 8n, 1_000n, 7n, 7n)).toEqual(carried(50n * 10n ** 8n))
  expect(barOf(50n * 10n ** 8n, 999n)).toEqual(silent)
  expect(barOf(0n, 1_950n)).toEqual(silent)
  expect(barOf(-1n, 1_950n)).toEqual(silent)
  const unheard = judgeFeed({ feed, observation: undefined }, { pegE18: 10n ** 18n, asOf: 2_000n })
  expect(toBar(unheard, undefined)).toEqual(silent)
})

test('behavior: equal rules have equal names in whatever order they are written, others have others', () => {
  const name = (risk: FollowingRisk) => fold(risk, [silent]).versions[0].id
  const turned = riskOf()
  const reversed = { ...turned, markets: new Map([...turned.markets].reverse()) }
  expect(name(reversed)).toBe(name(riskOf()))
  expect(name(riskOf({ noticeSeconds: 3_601n }))).not.toBe(name(riskOf()))
  expect(name(riskOf())).toMatch(/^[0-9a-f]{8}\.0$/)
})

const bars = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.bigInt({ min: 10n ** 6n, max: 10n ** 9n }).map(priced) },
    { weight: 1, arbitrary: fc.constant(silent) },
  ),
  { minLength: 2, maxLength: 30 },
)
const rules = fc.record({
  bufferBps: fc.bigInt({ min: 0n, max: 5_000n }),
  stepUpBps: fc.bigInt({ min: 1n, max: 3_000n }),
  stepDownBps: fc.bigInt({ min: 1n, max: 3_000n }),
})
const seed = { seed: 23, numRuns: 150 }

test('property: later bars change no earlier version, and every version is one that the engine takes', () => {
  fc.assert(
    fc.property(bars, rules, fc.nat(), (all, limits, at) => {
      const rule = { ...ewma, ...limits }
      const risk = riskOf({
        markets: new Map([['ETH-PERP', rule]]),
        collateral: new Map([['eth', rule]]),
      })
      const count = 1 + (at % all.length)
      const { versions } = fold(risk, all)
      const earlier = fold(risk, all.slice(0, count)).versions
      expect(versions.slice(0, earlier.length)).toEqual(earlier)
      const decimals = new Map([
        ['eth', 18],
        ['usd', 6],
        ['btc', 8],
      ])
      for (const [i, version] of versions.entries()) {
        expect(version.number).toBe(i)
        crossChain({ risk: withVersion(risk, version), decimals, version })
      }
    }),
    seed,
  )
})

test('property: from version to version nothing moves by more than a step', () => {
  fc.assert(
    fc.property(bars, rules, (all, limits) => {
      const risk = riskOf({ markets: new Map([['ETH-PERP', { ...ewma, ...limits }]]) })
      const { versions } = fold(risk, all)
      for (const [i, { markets }] of versions.slice(1).entries()) {
        const now = markets.get('ETH-PERP')?.initialBps ?? 0n
        const before = versions[i]?.markets.get('ETH-PERP')?.initialBps ?? 0n
        expect(now - before <= limits.stepUpBps && before - now <= limits.stepDownBps).toBe(true)
      }
    }),
    seed,
  )
})
