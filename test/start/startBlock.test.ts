import { expect, test } from 'vitest'
import type { BlockRef } from '../../src/facts/primitives.ts'
import { createChainState } from '../../src/start/ChainState.ts'
import { coverSources } from '../../src/start/coverSources.ts'
import { findStartBlock } from '../../src/start/findStartBlock.ts'
import type { Ingest } from '../../src/start/Ingest.ts'
import type { Store } from '../../src/store/Store.ts'
import { batch, block, chainA } from '../store/support/rows.ts'
import { tempStore } from '../store/support/tempStore.ts'

const decoderOf = (id: string, startBlock: bigint) => ({
  name: 'test@1',
  source: { id, chainId: chainA, startBlock, filters: [] },
})

/** Blocks that were asked for are noted in `asked`. */
function createIngest(store: Store, finalized: bigint, joining: readonly string[] = []) {
  const asked: bigint[] = []
  const stop = new AbortController()
  const state = { ...createChainState(chainA, 0), finalized }
  const parts = {
    chain: { id: chainA },
    decoders: [decoderOf('early', 3n), decoderOf('late', 9n)],
    join: { ids: () => new Set(joining) },
    store,
    state,
    signal: stop.signal,
    follower: {
      async block(number: bigint): Promise<BlockRef> {
        asked.push(number)
        return block(Number(number))
      },
    },
  }
  // CAST: what finding a block touches of an ingest, and no more.
  return { ingest: parts as unknown as Ingest, state, asked, stop }
}

test('default: the lowest start block is found once it is final, and asked for once', async () => {
  const { ingest, state, asked } = createIngest(await tempStore(), 2n)
  expect(await findStartBlock(ingest, block(20))).toBeUndefined()
  state.finalized = 3n
  expect(await findStartBlock(ingest, block(20))).toEqual(block(3))
  expect(await findStartBlock(ingest, block(30))).toBeUndefined()
  expect(asked).toEqual([3n])
})

test('behavior: a program that ends asks for nothing any more', async () => {
  const { ingest, asked, stop } = createIngest(await tempStore(), 20n)
  stop.abort()
  expect(await findStartBlock(ingest, block(20))).toBeUndefined()
  expect(asked).toEqual([])
})

test('behavior: a source whose past is still missing does not count', async () => {
  const { ingest } = createIngest(await tempStore(), 20n, ['early'])
  expect(await findStartBlock(ingest, block(20))).toEqual(block(9))
})

test('behavior: a store that holds a block so low needs none, and a later time is answered from it', async () => {
  const store = await tempStore()
  await store.commit(batch(chainA, block(20), { blocks: [block(3)] }))
  const { ingest, asked } = createIngest(store, 20n)
  expect(await findStartBlock(ingest, block(20))).toBeUndefined()
  expect(asked).toEqual([])
  const snapshot = await store.snapshot()
  expect(snapshot.blockAtTime(chainA, 1_010n)).toEqual(block(3))
  snapshot.release()
})

test('behavior: coverage from the first block of a chain begins at 0, another with its block', async () => {
  const decoders = [decoderOf('genesis', 0n), decoderOf('later', 7n)]
  const follower = { block: async (number: bigint) => block(Number(number)) }
  const rows = await coverSources({ decoders, to: block(20), spans: [], known: [], follower })
  expect(rows.map(({ fromTimestamp }) => fromTimestamp)).toEqual([0n, 1_007n])
})
