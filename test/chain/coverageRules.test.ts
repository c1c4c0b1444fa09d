import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareLogs, digestLogs } from '../../src/chain/coverage/compareLogs.ts'
import { createBloomDoubt } from '../../src/chain/coverage/createBloomDoubt.ts'
import { createCoverageBook } from '../../src/chain/coverage/createCoverageBook.ts'
import { type BackfillShape, estimateRequests } from '../../src/chain/coverage/estimateRequests.ts'
import { toLogsBloom } from '../../src/chain/coverage/toLogsBloom.ts'
import {
  type CoverageLevel,
  type CoverageSpan,
  coverageLevels,
  leastLevel,
  levelOver,
  limitSpans,
  raiseSpans,
} from '../../src/facts/Coverage.ts'
import type { RawLog } from '../../src/facts/RawLog.ts'
import { createFakeChain, hashOf } from './support/createFakeChain.ts'
import { answered, deposited, feed, sources, vault } from './support/createWorld.ts'

const level = fc.constantFrom(...coverageLevels)

/** Lengths of stretches with their levels, from block 10 on. */
const stretches = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), level), { minLength: 1 })

function toSpans(parts: readonly (readonly [number, CoverageLevel])[]): CoverageSpan[] {
  let end = 9
  return parts.map(([length, own]) => {
    end += length
    return { toBlock: BigInt(end), level: own }
  })
}

/** The naive reading: one level per block. */
function perBlock(spans: readonly CoverageSpan[]): CoverageLevel[] {
  const levels: CoverageLevel[] = []
  for (const { toBlock, level: own } of spans)
    while (10 + levels.length <= Number(toBlock)) levels.push(own)
  return levels
}

test('property: raising spans raises the blocks inside and no other', () => {
  fc.assert(
    fc.property(stretches, fc.nat(60), fc.nat(60), level, (parts, a, b, raised) => {
      const spans = toSpans(parts)
      const [from, to] = [BigInt(Math.min(a, b)), BigInt(Math.max(a, b))]
      const after = perBlock(raiseSpans(spans, 10n, { from, to, level: raised }))
      const expected = perBlock(spans).map((own, i) => {
        const isInside = BigInt(10 + i) >= from && BigInt(10 + i) <= to
        return isInside && leastLevel(own, raised) === own ? raised : own
      })
      expect(after).toEqual(expected)
    }),
    { seed: 7 },
  )
})

test('property: the level over a range is the least of its blocks', () => {
  fc.assert(
    fc.property(stretches, fc.nat(40), fc.nat(40), (parts, a, more) => {
      const spans = toSpans(parts)
      const levels = perBlock(spans)
      const from = 10 + (a % levels.length)
      const to = Math.min(from + more, 9 + levels.length)
      const inside = levels.slice(from - 10, to - 9)
      expect(levelOver(spans, BigInt(from), BigInt(to))).toBe(inside.reduce(leastLevel))
      expect(levelOver(spans, BigInt(from), BigInt(10 + levels.length))).toBe('unverified')
    }),
    { seed: 7 },
  )
})

test('property: limiting spans never raises a block', () => {
  fc.assert(
    fc.property(stretches, fc.integer({ min: 1, max: 5 }), (parts, max) => {
      const spans = toSpans(parts)
      const limited = limitSpans(spans, max)
      expect(limited.length).toBeLessThanOrEqual(Math.max(max, 1))
      const before = perBlock(spans)
      for (const [i, own] of perBlock(limited).entries())
        expect(leastLevel(own, before[i] ?? 'unverified')).toBe(own)
      expect(perBlock(limited)).toHaveLength(before.length)
    }),
    { seed: 7 },
  )
})

const log = (logIndex: number, parts: Partial<RawLog> = {}): RawLog => ({
  address: vault,
  topics: [deposited],
  data: '0x01',
  blockNumber: 5n,
  blockHash: hashOf('block'),
  txIndex: 0,
  txHash: hashOf('tx'),
  logIndex,
  ...parts,
})

// F031: providers differ in fields that no consensus knows; the position of a transaction is not compared either.
test('default: readings are compared by the fields of consensus', () => {
  const logs = [log(0), log(1)]
  expect(compareLogs(logs, logs)).toBeUndefined()
  expect(compareLogs(logs, [...logs].reverse())).toBeUndefined()
  expect(compareLogs(logs, [{ ...log(0), txIndex: 9 }, log(1)])).toBeUndefined()
  expect(compareLogs(logs, [log(0)])).toEqual({ onlyFirst: [log(1)], onlySecond: [] })
  for (const other of [
    { data: '0x02' as const },
    { address: feed },
    { topics: [answered] },
    { blockHash: hashOf('other') },
    { txHash: hashOf('other') },
  ]) {
    expect(compareLogs([log(0)], [log(0, other)])).toBeDefined()
    expect(digestLogs([log(0)])).not.toBe(digestLogs([log(0, other)]))
  }
})

test('default: a bloom doubts a contract that it admits and that gave no log', () => {
  const doubt = createBloomDoubt(sources)
  const header = (logs: Parameters<typeof toLogsBloom>[0]) => ({
    ...log(0),
    number: 5n,
    hash: hashOf('block'),
    parentHash: hashOf('parent'),
    timestamp: 5n,
    logsBloom: toLogsBloom(logs),
  })
  const both = header([
    { address: vault, topics: [deposited] },
    { address: feed, topics: [answered] },
  ])
  expect(doubt(both, [])).toBe('doubts')
  expect(doubt(both, [{ address: vault }])).toBe('doubts')
  expect(doubt(both, [{ address: vault }, { address: feed }])).toBe('agrees')
  // Another event of a followed contract is no reason to doubt.
  expect(doubt(header([{ address: vault, topics: [answered] }]), [])).toBe('agrees')
  expect(doubt({ ...both, logsBloom: undefined }, [])).toBe('silent')
  expect(doubt({ ...both, logsBloom: `0x${'f'.repeat(512)}` }, [])).toBe('silent')
})

test('property: the bloom of logs is the one that the chain has', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(4)), { maxLength: 8 }), (parts) => {
      const logs = parts.map(([n, topics]) => ({
        address: `0x${n.toString(16).padStart(40, '0')}` as const,
        topics: Array.from({ length: topics }, (_, i) => hashOf(`${n}:${i}`)),
        data: '0x' as const,
      }))
      expect(toLogsBloom(logs)).toBe(createFakeChain().mine(logs).logsBloom)
    }),
    { seed: 7 },
  )
})

test('behavior: the book knows what was handed on, forgets what a reorg took, and is bounded', () => {
  const book = createCoverageBook()
  const live = (fromBlock: bigint, toBlock: bigint, logs: readonly RawLog[]) =>
    book.noteLive({ fromBlock, toBlock, by: 'harbor#1', level: 'unverified', logs })
  expect(book.auditFrom()).toBeUndefined()
  live(5n, 6n, [log(0)])
  live(7n, 9n, [log(0, { blockNumber: 8n })])
  expect(book.handedOn(5n)).toEqual({ count: 1, digest: digestLogs([log(0)]) })
  expect(book.handedOn(6n)).toBeUndefined()
  expect(book.handedOn(4n)).toBe('forgotten')
  expect(book.unaudited(6n)).toMatchObject([{ toBlock: 9n, by: 'harbor#1' }])
  live(8n, 8n, [])
  expect(book.handedOn(8n)).toBeUndefined()
  expect(book.handedUpTo(9n)).toEqual([5n])
  book.passAudit(6n)
  expect(book.auditFrom()).toBe(7n)
  expect(book.handedUpTo(9n)).toEqual([])
  for (let number = 10n; number < 20_020n; number += 1n)
    live(number, number, [log(0, { blockNumber: number })])
  expect(book.handedOn(10n)).toBe('forgotten')
  expect(book.handedUpTo(30_000n)).toHaveLength(20_000)
})

test('behavior: what an endpoint told is doubted once it was caught, what was verified is not', () => {
  const book = createCoverageBook()
  const reading = { fromBlock: 0n, toBlock: 9n, by: 'harbor#1', logCount: 3 }
  book.noteReadings([reading, { ...reading, by: 'harbor#2' }], 'unverified')
  book.noteReadings([{ ...reading, fromBlock: 10n, toBlock: 19n }], 'verified')
  expect(book.takeDoubted()).toBeUndefined()
  book.noteCut('harbor#1', 137)
  expect(book.isCutAt('harbor#1', 137)).toBe(true)
  expect(book.isCutAt('harbor#2', 137)).toBe(false)
  expect(book.takeDoubted()).toEqual(reading)
  expect(book.takeDoubted()).toBeUndefined()
})

const shape: BackfillShape = {
  blocks: 5_000,
  blocksWithLogs: 5_000,
  rangeBlocks: 500,
  queries: 1,
  hasTimestamps: true,
  evidence: 'witness',
  isBloomTrusted: true,
}

test('default: the price of each level in requests', () => {
  expect(estimateRequests(shape, 'unverified')).toEqual({ calls: 20, httpRequests: 20 })
  expect(estimateRequests(shape, 'verified')).toEqual({ calls: 30, httpRequests: 30 })
  const byBlooms = estimateRequests({ ...shape, evidence: 'blooms' }, 'verified')
  expect(byBlooms).toEqual({ calls: 5_020, httpRequests: 120 })
  expect(estimateRequests(shape, 'proven')).toEqual({ calls: 10_020, httpRequests: 5_120 })
  const doubtful = estimateRequests(
    { ...shape, blocksWithLogs: 10, isBloomTrusted: false },
    'proven',
  )
  expect(doubtful.calls).toBe(10_020)
  const late = estimateRequests({ ...shape, hasTimestamps: false }, 'unverified')
  expect(late).toEqual({ calls: 5_020, httpRequests: 120 })
})

test('property: a higher level never costs less', () => {
  const count = fc.integer({ min: 1, max: 100_000 })
  fc.assert(
    fc.property(count, count, fc.boolean(), (blocks, withLogs, hasTimestamps) => {
      const blocksWithLogs = Math.min(blocks, withLogs)
      const given = { ...shape, blocks, blocksWithLogs, hasTimestamps, evidence: 'blooms' as const }
      const prices = coverageLevels.map((each) => estimateRequests(given, each).calls)
      expect([...prices].sort((a, b) => a - b)).toEqual(prices)
    }),
    { seed: 7 },
  )
})
