import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FeedConfig } from '../../src/config/FeedConfig.ts'
import { divergencesOf } from '../../src/margin/divergencesOf.ts'
import type { FeedAtCut, Observation } from '../../src/margin/FeedReading.ts'
import { judgeFeed } from '../../src/margin/judgeFeed.ts'
import { depegBps, isDepegged } from '../../src/margin/judgePeg.ts'
import { type FindAnswer, observeFeed } from '../../src/margin/observeFeed.ts'
import { choosePrice } from '../../src/margin/priceAt.ts'
import { sequencerAt } from '../../src/margin/sequencerAt.ts'
import { E18 } from './marginCases.ts'

const asOf = 10_000n

const feed = (id: string, chainId: number, changes: Partial<FeedConfig> = {}): FeedConfig => ({
  id,
  chainId,
  address: '0x01',
  startBlock: 0n,
  decimals: 8,
  heartbeatSeconds: 100n,
  deadAfterSeconds: 1_000n,
  ...changes,
})

const said = (
  answer: bigint,
  changes: Partial<Observation> = {},
  config: Partial<FeedConfig> = {},
  id = 'a',
): FeedAtCut => ({
  feed: feed(id, 1, config),
  observation: { answer, updatedAt: 9_950n, ...changes },
})

const judge = (item: FeedAtCut, pegE18 = E18) => judgeFeed(item, { pegE18, asOf })

const dollar = 10n ** 8n

test('default: confidence is the band of a fresh price, each end times the peg and rounded outwards', () => {
  const reading = judge(said(dollar, { confidence: 3n }), 333_333_333_333_333_333n)
  expect(reading).toMatchObject({
    state: 'fresh',
    priceE18: 333_333_333_333_333_333n,
    lowE18: 333_333_323_333_333_333n,
    highE18: 333_333_343_333_333_333n,
  })
  expect(judge(said(1n, { confidence: 0n }, { decimals: 0 }), 1n)).toMatchObject({
    lowE18: 1n,
    highE18: 1n,
  })
})

test('behavior: lateness widens the band of the confidence', () => {
  expect(judge(said(dollar, { confidence: dollar / 100n, updatedAt: 9_899n }))).toMatchObject({
    state: 'late',
    // 0.99 less a basis point of it, 1.01 and a basis point more.
    lowE18: 989_901_000_000_000_000n,
    highE18: 1_010_101_000_000_000_000n,
  })
})

test('behavior: on a chain whose sequencer stopped a fresh answer is late by 5 %', () => {
  expect(judge({ ...said(dollar), isShaken: true })).toMatchObject({
    state: 'late',
    isShaken: true,
    lowE18: (E18 * 95n) / 100n,
    highE18: (E18 * 105n) / 100n,
  })
})

test.each([
  ['is negative', said(-1n)],
  ['is zero', said(0n)],
  ['rounds to a price of zero', said(1n, {}, { decimals: 36 })],
  ['is sure only to within 100000000', said(dollar, { confidence: dollar })],
  ['is below 5, its least', said(4n, {}, { answerMin: 5n })],
  ['is above 9, its most', said(10n, {}, { answerMax: 9n })],
  ['is scaled by 10^-5, while the config says 8 decimals', said(dollar, { exponent: -5 })],
])('error: an answer that %s is no price, however young', (reason, item) => {
  expect(judge(item)).toMatchObject({ state: 'rejected', reason })
  expect(choosePrice([judge(item)])).toMatchObject({ state: 'dead', lastPriceE18: undefined })
})

test('behavior: the bounds themselves are prices, and so is the exponent that was configured', () => {
  for (const answer of [5n, 9n])
    expect(judge(said(answer, { exponent: -8 }, { answerMin: 5n, answerMax: 9n }))).toMatchObject({
      state: 'fresh',
    })
})

test('behavior: a rejected or shaken primary gives way to a steady feed, and a shaken one to nothing else', () => {
  const spare = said(2n * dollar, { updatedAt: 9_500n }, {}, 'b')
  expect(choosePrice([judge(said(-1n)), judge(spare)])).toMatchObject({ source: 'b' })
  const shaken = { ...said(dollar), isShaken: true }
  expect(choosePrice([judge(shaken), judge(spare)])).toMatchObject({ source: 'b', state: 'late' })
  const both = [judge({ ...spare, isShaken: true }), judge(shaken)]
  expect(choosePrice(both)).toMatchObject({ source: 'b', isShaken: true })
})

test('property: low ≤ price ≤ high, and neither confidence nor a stopped sequencer narrows the band', () => {
  const amount = fc.bigInt({ min: 2n, max: 10n ** 20n })
  const age = fc.bigInt({ min: 0n, max: 990n })
  fc.assert(
    fc.property(
      amount,
      age,
      fc.nat(99),
      fc.bigInt({ min: 10n ** 14n, max: 10n ** 20n }),
      (answer, seconds, share, pegE18) => {
        const updatedAt = asOf - seconds
        const confidence = (answer * BigInt(share)) / 100n
        const sure = judge(said(answer, { updatedAt }), pegE18)
        const unsure = judge(said(answer, { updatedAt, confidence }), pegE18)
        const shaken = judge({ ...said(answer, { updatedAt, confidence }), isShaken: true }, pegE18)
        if (!('lowE18' in sure)) return
        if (!('lowE18' in unsure) || !('lowE18' in shaken)) throw new Error('a price was lost')
        expect(unsure.lowE18 <= unsure.priceE18 && unsure.priceE18 <= unsure.highE18).toBe(true)
        expect(unsure.lowE18 <= sure.lowE18 && unsure.highE18 >= sure.highE18).toBe(true)
        expect(shaken.lowE18 <= unsure.lowE18 && shaken.highE18 >= unsure.highE18).toBe(true)
      },
    ),
    { seed: 6, numRuns: 500 },
  )
})

test('behavior: feeds diverge beyond their bands and the limit, not at it', () => {
  const served = judge(said(dollar))
  const apart = (answer: bigint, changes: Partial<Observation> = {}, limitBps?: bigint) => {
    const readings = [served, judge(said(answer, changes, {}, 'b'))]
    return divergencesOf(readings, choosePrice(readings), limitBps).map(({ other, apartBps }) => [
      other.feed.id,
      apartBps,
    ])
  }
  expect(apart(102_000_000n)).toEqual([])
  expect(apart(102_000_001n)).toEqual([['b', 201n]])
  expect(apart(98_000_000n)).toEqual([])
  expect(apart(97_999_999n)).toEqual([['b', 201n]])
  expect(apart(97_999_999n, { confidence: 1n })).toEqual([])
  expect(apart(105_000_000n, {}, 500n)).toEqual([])
  // A price that is late by a basis point may have moved by it.
  expect(apart(97_999_999n, { updatedAt: 9_899n })).toEqual([])
  expect(apart(-5n)).toEqual([])
})

test('behavior: without a live price nothing diverges', () => {
  const readings = [judge(said(0n)), judge(said(dollar, { updatedAt: 0n }, {}, 'b'))]
  expect(divergencesOf(readings, choosePrice(readings))).toEqual([])
})

const sequencer = { chainId: 7, address: '0x02', startBlock: 0n, graceSeconds: 100n } as const

test.each([
  ['up', 0n, 3n, 9_900n, undefined],
  ['grace', 0n, 3n, 9_901n, 10_001n],
  ['up', 0n, 1n, 9_999n, undefined],
  ['down', 1n, 4n, 2n, undefined],
  ['down', 2n, 4n, 9_999n, undefined],
  ['grace', 0n, 3n, 10_500n, 10_100n],
])(
  'default: a sequencer is %s at answer %s of round %s since %s',
  (state, answer, roundId, updatedAt, graceUntil) => {
    expect(sequencerAt(sequencer, { answer, roundId, updatedAt }, asOf)).toMatchObject({
      state,
      graceUntil,
    })
  },
)

test('behavior: a sequencer that nothing was heard of has no state', () => {
  expect(sequencerAt(sequencer, undefined, asOf)).toBeUndefined()
})

const proxied = feed('p', 1, {
  address: '0x0f',
  source: {
    type: 'proxy',
    aggregators: new Map([
      [3n, '0x03'],
      [4n, '0x04'],
    ]),
  },
})

const of = (phase: bigint, round: bigint): bigint => phase * 2n ** 64n + round

/** What is recorded under `contract|subject`. */
const find =
  (rows: Record<string, Observation>): FindAnswer =>
  (contract, subject) =>
    rows[`${contract}|${subject}`]

const at = (roundId: bigint, answer: bigint): Observation => ({ roundId, answer, updatedAt: 1n })

test('behavior: a proxy is what its phase is, whatever other aggregators answer later', () => {
  const rows = { '0x03|': at(90n, 3n), '0x04|': at(7n, 4n) }
  const read = (roundId: bigint, answer: bigint) =>
    observeFeed(proxied, find({ ...rows, '0x0f|': at(roundId, answer) }))
  expect(read(of(3n, 88n), 2n)).toEqual(at(of(3n, 90n), 3n))
  expect(read(of(4n, 6n), 2n)).toEqual(at(of(4n, 7n), 4n))
})

test('behavior: a round that was logged and read is one, and a reading that is ahead of the log counts', () => {
  const rows = { '0x04|': at(7n, 4n) }
  const read = (round: bigint) =>
    observeFeed(proxied, find({ ...rows, '0x0f|': at(of(4n, round), 5n) }))
  expect(read(7n)).toEqual(at(of(4n, 7n), 5n))
  expect(read(8n)).toEqual(at(of(4n, 8n), 5n))
})

test('behavior: a phase that nobody named is read of the proxy, and said', () => {
  const rows = { '0x04|': at(7n, 4n), '0x0f|': at(of(5n, 1n), 9n) }
  expect(observeFeed(proxied, find(rows))).toEqual({ ...at(of(5n, 1n), 9n), movedTo: 5n })
})

test('behavior: before a proxy was ever read its newest phase answers', () => {
  expect(observeFeed(proxied, find({ '0x03|': at(90n, 3n) }))).toEqual(at(of(3n, 90n), 3n))
  expect(observeFeed(proxied, find({ '0x03|': at(90n, 3n), '0x04|': at(1n, 4n) }))).toEqual(
    at(of(4n, 1n), 4n),
  )
  expect(observeFeed(proxied, find({}))).toBeUndefined()
})

test('behavior: a Pyth price is its newest update, scaled as it was last read', () => {
  const pyth = feed('y', 1, { address: '0x0a', source: { type: 'pyth', priceId: '0xee' } })
  const logged = at(20n, 5n)
  const read = { ...at(10n, 4n), exponent: -8 }
  const observe = (rows: Record<string, Observation>) => observeFeed(pyth, find(rows))
  expect(observe({ '0x0a|0xee': logged, '0x0a|0xee:read': read })).toMatchObject({
    answer: 5n,
    exponent: -8,
  })
  expect(observe({ '0x0a|0xee:read': read })).toMatchObject({ answer: 4n })
  expect(observe({ '0x0a|0xee': logged })).toMatchObject({ answer: 5n, exponent: undefined })
})

test('behavior: a peg breaks beyond its limit and is restored at half of it', () => {
  expect(isDepegged([200n], 200n)).toBe(false)
  expect(isDepegged([-201n], 200n)).toBe(true)
  expect(isDepegged([150n, -201n], 200n)).toBe(true)
  expect(isDepegged([-101n, 150n, 100n, 900n], 200n)).toBe(false)
  expect(isDepegged([], 200n)).toBe(false)
})

test('behavior: a peg is judged on what the feeds say, before the factors that the operator wrote', () => {
  const fresh = (answer: bigint, pegE18: bigint) => choosePrice([judge(said(answer), pegE18)])
  const off = (answer: bigint, pegE18: bigint) =>
    depegBps({
      price: fresh(answer, pegE18),
      originalPrice: fresh(dollar, 2n * E18),
      pegE18,
      originalPegE18: 2n * E18,
    })
  expect(off(dollar, E18 / 2n)).toBe(0n)
  expect(off(95_000_000n, E18 / 2n)).toBe(-500n)
  expect(off(102_000_001n, E18)).toBe(201n)
  expect(off(0n, E18)).toBeUndefined()
})
