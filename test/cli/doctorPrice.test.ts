import { expect, test } from 'vitest'
import { priceRequests, type Workload } from '../../src/cli/doctor/price/priceRequests.ts'
import { listTimedReads } from '../../src/cli/doctor/price/timedReads.ts'
import type { ChainConfig } from '../../src/config/ChainConfig.ts'
import { createWorld } from '../chain/support/createWorld.ts'

const work: Workload = {
  blocks: 1_000_000,
  rangeBlocks: 10_000,
  queries: 1,
  busyShare: 0.01,
  readSources: 0,
  timedReads: [],
  hasTimestamps: true,
  witnesses: 1,
}

const price = (chain: Partial<ChainConfig> = {}, change: Partial<Workload> = {}) =>
  priceRequests(createWorld({ blockTimeMs: 2_000, ...chain }).config, { ...work, ...change })

test('default: logs and the last header of each range, and with times in the logs nothing else', () => {
  expect(price().backfill.unverified).toBe(100 + 100)
  // All queries of a range go in one request.
  expect(price({}, { queries: 2 }).backfill.unverified).toBe(100 + 100)
  // 10,000 blocks with events, 50 headers in a request.
  expect(price({}, { hasTimestamps: false }).backfill.unverified).toBe(200 + 200)
})

test('behavior: rates cost a read an hour, or at each touch where that is rarer', () => {
  // A million blocks of 2 s are 555.6 hours.
  expect(price({}, { readSources: 2 }).backfill.unverified).toBe(200 + 23)
  expect(price({}, { readSources: 2, busyShare: 0.0001 }).backfill.unverified).toBe(200 + 4)
})

test('behavior: verified costs the ranges of a second witness, else every header', () => {
  expect(price({}, { witnesses: 2 }).backfill.verified).toBe(200 + 100)
  // One block in a thousand is doubted by a bloom that admits a contract which is not in it.
  expect(price({ bloom: 'trusted' }).backfill.verified).toBe(200 + 20_000 + 990)
  expect(price().backfill.verified).toBeUndefined()
})

test('behavior: proven costs every header and the receipts that blooms do not rule out', () => {
  expect(price({ bloom: 'trusted' }).backfill.proven).toBe(200 + 20_000 + 10_000 + 990)
  expect(price().backfill.proven).toBe(200 + 20_000 + 1_000_000)
})

test('behavior: a day live is polls, logs and reads', () => {
  // 43,200 blocks; four polls in each, and its logs.
  expect(price().livePerDay).toBe(43_200 * 4 + 43_200)
  expect(price({ bloom: 'trusted' }).livePerDay).toBe(43_200 * 4 + 432)
  // Every 20 blocks where events are rarer.
  expect(price({}, { readSources: 1 }).livePerDay).toBe(43_200 * 4 + 43_200 + 2_160)
  expect(price({ bloom: 'trusted', coverage: 'proven' }).livePerDay).toBe(
    43_200 * 4 + 432 + 864 + 432,
  )
})

test('behavior: what goes by the clock is counted by the day, an audit where some contract can be asked', () => {
  const book = { venue: 'main', ask: () => undefined }
  const call = { to: '0x00', data: '0x00' } as const
  const decoders = [{ book }, { timedReads: { everySeconds: 60n, calls: [call, call, call] } }]
  const audit = { everySeconds: 300n, callsMax: 2 }
  const timed = (...parts: Parameters<typeof listTimedReads>) =>
    price({}, { timedReads: listTimedReads(...parts) }).livePerDay - price().livePerDay
  // Calls of one moment go in one request.
  expect(timed(decoders, undefined)).toBe(1_440)
  expect(timed(decoders, audit)).toBe(1_440 + 288)
  expect(timed([], audit)).toBe(0)
})

test('behavior: announced heads spare most polls', () => {
  const socket = { url: 'wss://node.test', witness: 'node.test', requestsPerSecond: undefined }
  expect(price({ endpoints: [socket] }).livePerDay).toBeLessThan(43_200 * 2)
})

test('property: more work never costs less', () => {
  for (const level of ['unverified', 'proven'] as const) {
    const few = price({}, { blocks: 10 }).backfill[level]
    expect(price({}, { blocks: 1_000_000 }).backfill[level]).toBeGreaterThan(few)
    expect(price({}, { rangeBlocks: 1 }).backfill[level]).toBeGreaterThan(price().backfill[level])
  }
})
