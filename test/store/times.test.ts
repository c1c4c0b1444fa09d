import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BlockRef } from '../../src/facts/primitives.ts'
import { batch, block, chainA, chainB } from './support/rows.ts'
import { tempStore } from './support/tempStore.ts'

const refold = {
  chainId: chainA,
  fromBlock: 0n,
  facts: [],
  legs: [],
  keys: [],
  series: [],
  quarantined: [],
  coverage: [],
  publishedAtMs: 1,
  reason: 'A late block.',
}

/** What the store must say, from its definition. */
function blockAtTime(blocks: readonly BlockRef[], timestamp: bigint): BlockRef | undefined {
  let highest: BlockRef | undefined
  let max = 0n
  for (const candidate of blocks) {
    if (candidate.timestamp > max) max = candidate.timestamp
    if (max <= timestamp) highest = candidate
  }
  return highest
}

test('default: the highest block at or before a time, per chain', async () => {
  const store = await tempStore()
  await store.commit(batch(chainA, block(9), { blocks: [block(2), block(5)] }))
  const snapshot = await store.snapshot()
  expect(snapshot.blockAtTime(chainA, 1_004n)).toEqual(block(2))
  expect(snapshot.blockAtTime(chainA, 1_005n)).toEqual(block(5))
  expect(snapshot.blockAtTime(chainA, 2n ** 70n)).toEqual(block(9))
  expect(snapshot.blockAtTime(chainA, 1_001n)).toBeUndefined()
  expect(snapshot.blockAtTime(chainB, 1_005n)).toBeUndefined()
  expect(snapshot.blockAt(chainA, 4n)).toEqual(block(2))
  snapshot.release()
})

test('behavior: a late block with a high timestamp raises those above it, a reorg takes it back', async () => {
  const store = await tempStore()
  await store.commit(batch(chainA, block(9), { blocks: [block(1), block(5), block(7)] }))
  const late = block(4, { timestamp: 1_008 })
  await store.refold({ ...refold, blocks: [late] })
  const raised = await store.snapshot()
  expect(raised.blockAtTime(chainA, 1_007n)).toEqual(block(1))
  expect(raised.blockAtTime(chainA, 1_008n)).toEqual(block(7))
  raised.release()
  await store.retract({ chainId: chainA, ancestor: block(1), publishedAtMs: 1 })
  await store.commit(batch(chainA, block(6), { blocks: [block(5)] }))
  const lowered = await store.snapshot()
  expect(lowered.blockAtTime(chainA, 1_005n)).toEqual(block(5))
  lowered.release()
})

test('property: any order of recording gives the running maximum', async () => {
  const store = await tempStore()
  let chainId = 0
  const timestamps = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(timestamps, fc.infiniteStream(fc.nat()), async (times, ranks) => {
      chainId += 1
      const blocks = times.map((timestamp, number) => block(number, { timestamp }))
      const shuffled = blocks
        .map((ref) => ({ ref, rank: ranks.next().value }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ ref }) => ref)
      await store.commit(batch(chainId, block(blocks.length, { timestamp: 30 })))
      for (const ref of shuffled) await store.refold({ ...refold, chainId, blocks: [ref] })
      const snapshot = await store.snapshot()
      for (let time = 0n; time < 25n; time += 1n) {
        expect(snapshot.blockAtTime(chainId, time)).toEqual(blockAtTime(blocks, time))
      }
      snapshot.release()
    }),
    { seed: 5, numRuns: 60 },
  )
})
