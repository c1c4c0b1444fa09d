import { expect, test } from 'vitest'
import type { Decoder } from '../../src/facts/Decoder.ts'
import type { BlockRef, Hex } from '../../src/facts/primitives.ts'
import type { RateReads } from '../../src/start/createRateReads.ts'
import { withTimedReads } from '../../src/start/withTimedReads.ts'

const hashOf = (number: bigint): Hex => `0x${number.toString(16).padStart(64, '0')}`

/** Blocks come every four seconds. */
const block = (number: bigint): BlockRef => ({
  ...{ number, hash: hashOf(number), timestamp: number * 4n },
})

const calls = [
  { to: `0x${'aa'.repeat(20)}`, data: '0x01' },
  { to: `0x${'bb'.repeat(20)}`, data: '0x02' },
] as const

const decoder: Decoder = {
  name: 'timed@1',
  source: { id: '1/timed', chainId: 1, startBlock: 5n, filters: [] },
  timedReads: { everySeconds: 20n, calls },
  decode: () => ({ facts: [], reads: [], quarantined: [] }),
}

const none: RateReads = { plan: () => [], miss() {}, retract() {} }

function createTimed() {
  const reads = withTimedReads(none, [decoder])
  return {
    ...reads,
    /** Numbers of the blocks at which reads are made for a range. */
    at(from: bigint, to: bigint, phase: 'live' | 'backfill' = 'live', isAtHead = true) {
      const count = Number(to - from) + 1
      const blocks = Array.from({ length: count }, (_, i) => block(from + BigInt(i)))
      const requests = reads.plan({ phase, blocks, toBlock: block(to) }, [], isAtHead)
      return requests.map(({ blockNumber, data }) => `${blockNumber} ${data}`)
    },
  }
}

test('default: all calls once where the head is reached, and at the first block of each stretch', () => {
  const { at } = createTimed()
  expect(at(6n, 8n, 'backfill')).toEqual(['8 0x01', '8 0x02'])
  expect(at(9n, 9n)).toEqual([])
  expect(at(10n, 10n)).toEqual(['10 0x01', '10 0x02'])
  expect(at(11n, 14n)).toEqual([])
  // Several blocks at once: the one with which the newest stretch begins.
  expect(at(15n, 23n)).toEqual(['20 0x01', '20 0x02'])
})

test('behavior: nothing is read behind the head, and nothing before the source begins', () => {
  const { at } = createTimed()
  expect(at(6n, 8n, 'backfill', false)).toEqual([])
  expect(at(1n, 4n)).toEqual([])
  expect(at(5n, 5n)).toEqual(['5 0x01', '5 0x02'])
})

test('behavior: what was not answered, and what a reorg took, is read again', () => {
  const timed = createTimed()
  expect(timed.at(10n, 10n)).toHaveLength(2)
  timed.retract(10n)
  expect(timed.at(11n, 11n)).toEqual([])
  timed.retract(9n)
  expect(timed.at(10n, 10n)).toEqual(['10 0x01', '10 0x02'])
  const missed = { ...calls[0], chainId: 1, blockNumber: 10n, blockHash: hashOf(10n) }
  timed.miss([{ ...missed, sourceId: 'another' }])
  expect(timed.at(11n, 11n)).toEqual([])
  timed.miss([{ ...missed, sourceId: decoder.source.id }])
  expect(timed.at(11n, 11n)).toEqual(['11 0x01', '11 0x02'])
})
