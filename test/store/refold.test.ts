import { expect, test } from 'vitest'
import type { Refold } from '../../src/store/Store.ts'
import {
  alice,
  balance,
  batch,
  block,
  bob,
  chainA,
  chainB,
  coverage,
  holding,
  holdingKey,
} from './support/rows.ts'
import { tempStore } from './support/tempStore.ts'

const empty: Refold = {
  chainId: chainA,
  fromBlock: 4n,
  blocks: [],
  facts: [],
  legs: [],
  keys: [],
  series: [],
  quarantined: [],
  coverage: [],
  publishedAtMs: 1,
  reason: 'A contract was added.',
}

async function indexedStore() {
  const store = await tempStore()
  const series = [2, 5, 8].flatMap((number) => [
    holding(chainA, alice, number, BigInt(number)),
    holding(chainA, bob, number, BigInt(number)),
  ])
  const blocks = [block(2), block(5), block(8)]
  const facts = blocks.map((at) => balance(chainA, at, { account: alice, delta: 1n }))
  await store.commit(batch(chainA, block(9), { blocks, facts, series }))
  return { store, facts }
}

test('default: late facts take their place, and the keys are rewritten from the block on', async () => {
  const { store, facts } = await indexedStore()
  const late = balance(chainA, block(4), { account: alice, delta: 7n })
  const before = await store.progress(chainA)
  const sequence = await store.refold({
    ...empty,
    blocks: [block(4)],
    facts: [late],
    keys: [holdingKey(chainA, alice)],
    series: [holding(chainA, alice, 4, 70n)],
    coverage: [{ ...coverage(chainA, 4, 9), sourceId: 'added' }],
  })
  expect(sequence).toBe(2)
  expect(await store.progress(chainA)).toEqual(before)
  expect(await store.coverage(chainA)).toHaveLength(1)
  const read = []
  for await (const page of store.facts(chainA, 0n)) read.push(...page)
  expect(read).toEqual([facts[0], late, facts[1], facts[2]])
  const rows = []
  for await (const page of store.rows(chainA)) rows.push(...page)
  expect(rows).toEqual([
    holding(chainA, alice, 2, 2n),
    holding(chainA, alice, 4, 70n),
    ...[2, 5, 8].map((number) => holding(chainA, bob, number, BigInt(number))),
  ])
  const snapshot = await store.snapshot()
  expect(snapshot).toMatchObject({ sequence: 2, revision: 1 })
  snapshot.release()
})

test('behavior: rows written late are taken back by a reorg too', async () => {
  const { store } = await indexedStore()
  const key = holdingKey(chainA, alice)
  const series = [5, 9].map((number) => holding(chainA, alice, number, 1n))
  await store.refold({ ...empty, blocks: [block(9)], keys: [key], series })
  await store.retract({ chainId: chainA, ancestor: block(8), publishedAtMs: 1 })
  const rows = []
  for await (const page of store.rows(chainA)) rows.push(...page)
  const ofAlice = rows.filter((row) => row.key.account === alice)
  expect(ofAlice.map((row) => row.blockNumber)).toEqual([2n, 5n])
})

test('error: a chain without progress, a block above the indexed height, a key of another chain', async () => {
  const { store } = await indexedStore()
  await expect(store.refold({ ...empty, chainId: chainB })).rejects.toThrow('no progress')
  const above = { ...empty, blocks: [block(10)] }
  await expect(store.refold(above)).rejects.toThrow('above the indexed height')
  const foreign = { ...empty, keys: [holdingKey(chainB, alice)] }
  await expect(store.refold(foreign)).rejects.toThrow('one chain')
})
