import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FeedConfig } from '../../src/config/FeedConfig.ts'
import type { FeedAtCut } from '../../src/margin/FeedReading.ts'
import { judgeFeed } from '../../src/margin/judgeFeed.ts'
import { choosePrice } from '../../src/margin/priceAt.ts'
import { E18 } from './marginCases.ts'

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

const answered = (config: FeedConfig, answer: bigint, updatedAt: bigint): FeedAtCut => ({
  feed: config,
  observation: { answer, updatedAt },
})

const choose = (feeds: readonly FeedAtCut[], changes: { pegE18?: bigint; asOf?: bigint } = {}) =>
  choosePrice(feeds.map((item) => judgeFeed(item, { pegE18: E18, asOf: 10_000n, ...changes })))

test('default: a fresh primary answer is the price, without a band', () => {
  expect(choose([answered(feed('a', 1), 200_012_345_678n, 9_950n)])).toEqual({
    state: 'fresh',
    priceE18: 2_000_123_456_780_000_000_000n,
    lowE18: 2_000_123_456_780_000_000_000n,
    highE18: 2_000_123_456_780_000_000_000n,
    updatedAt: 9_950n,
    ageSeconds: 50n,
    source: 'a',
  })
})

test('args: the peg scales the price, rounded down; more than 18 decimals are cut off', () => {
  const pegE18 = 999_999_999_999_999_999n
  expect(choose([answered(feed('a', 1), 1n, 9_950n)], { pegE18 })).toMatchObject({
    priceE18: 9_999_999_999n,
  })
  expect(
    choose([answered(feed('a', 1, { decimals: 20 }), 199n, 9_950n)], { pegE18: E18 }),
  ).toMatchObject({ priceE18: 1n })
})

test('behavior: the heartbeat itself is fresh, one second more is late by one basis point', () => {
  expect(choose([answered(feed('a', 1), 10n ** 8n, 9_900n)])).toMatchObject({ state: 'fresh' })
  expect(choose([answered(feed('a', 1), 10n ** 8n, 9_899n)])).toMatchObject({
    state: 'late',
    lowE18: 999_900_000_000_000_000n,
    priceE18: E18,
    highE18: 1_000_100_000_000_000_000n,
  })
  expect(choose([answered(feed('a', 1), 10n ** 8n, 9_889n)])).toMatchObject({
    lowE18: 999_800_000_000_000_000n,
  })
})

test('behavior: the band is rounded outwards', () => {
  const fine = feed('a', 1, { decimals: 18 })
  expect(choose([answered(fine, 12_345n, 9_899n)])).toMatchObject({
    lowE18: 12_343n,
    highE18: 12_347n,
  })
})

test('behavior: the band stops at 5 %', () => {
  const slow = feed('a', 1, { deadAfterSeconds: 100_000n })
  expect(choose([answered(slow, 10n ** 8n, 0n)])).toMatchObject({
    lowE18: 950_000_000_000_000_000n,
    highE18: 1_050_000_000_000_000_000n,
  })
})

test('behavior: the dead limit itself is late, one second more is dead with its last price', () => {
  expect(choose([answered(feed('a', 1), 10n ** 8n, 9_000n)])).toMatchObject({ state: 'late' })
  expect(choose([answered(feed('a', 1), 10n ** 8n, 8_999n)])).toEqual({
    state: 'dead',
    source: 'a',
    lastPriceE18: E18,
    updatedAt: 8_999n,
  })
})

test('behavior: an answer of zero or less is dead and has no last price', () => {
  for (const answer of [0n, -1n]) {
    expect(choose([answered(feed('a', 1), answer, 9_999n)])).toMatchObject({
      state: 'dead',
      lastPriceE18: undefined,
    })
  }
})

test('behavior: an update from the future has age 0 and does not outrank by it', () => {
  expect(choose([answered(feed('a', 1), 10n ** 8n, 20_000n)])).toMatchObject({
    state: 'fresh',
    ageSeconds: 0n,
    updatedAt: 20_000n,
  })
  const silent = { feed: feed('a', 1), observation: undefined }
  const future = answered(feed('b', 9), 10n ** 8n, 20_000n)
  const present = answered(feed('c', 5), 10n ** 8n, 10_000n)
  expect(choose([silent, future, present])).toMatchObject({ source: 'c' })
})

test('behavior: the primary wins while it lives, even late and against newer ones', () => {
  const primary = answered(feed('a', 9), 10n ** 8n, 9_100n)
  const newer = answered(feed('b', 1), 2n * 10n ** 8n, 9_999n)
  expect(choose([primary, newer])).toMatchObject({ source: 'a', state: 'late' })
})

test('behavior: without a live primary the newest wins, ties by the lower chain id', () => {
  const dead = answered(feed('a', 1), 10n ** 8n, 100n)
  const older = answered(feed('b', 2), 10n ** 8n, 9_990n)
  const high = answered(feed('c', 9), 10n ** 8n, 9_995n)
  const low = answered(feed('d', 5), 10n ** 8n, 9_995n)
  expect(choose([dead, older, high, low])).toMatchObject({ source: 'd' })
  expect(choose([dead, low, high, older])).toMatchObject({ source: 'd' })
})

test('behavior: no observation at all is missing', () => {
  expect(choose([{ feed: feed('a', 1), observation: undefined }])).toMatchObject({
    state: 'missing',
    source: undefined,
  })
  expect(choose([])).toMatchObject({ state: 'missing' })
})

test('property: low ≤ price ≤ high, and age only widens the band', () => {
  const amount = fc.bigInt({ min: 1n, max: 10n ** 20n })
  const age = fc.bigInt({ min: 0n, max: 990n })
  fc.assert(
    fc.property(amount, age, fc.bigInt({ min: 0n, max: 10n }), (answer, seconds, more) => {
      const younger = choose([answered(feed('a', 1), answer, 10_000n - seconds)])
      const older = choose([answered(feed('a', 1), answer, 10_000n - seconds - more)])
      if (!('priceE18' in younger) || !('priceE18' in older)) throw new Error('A price is dead.')
      expect(younger.lowE18 <= younger.priceE18 && younger.priceE18 <= younger.highE18).toBe(true)
      expect(older.lowE18 <= younger.lowE18 && older.highE18 >= younger.highE18).toBe(true)
    }),
    { seed: 4, numRuns: 300 },
  )
})
