import { expect, test } from 'vitest'
import { seriesKeyId } from '../../src/facts/Series.ts'
import type { Store } from '../../src/store/Store.ts'
import {
  alice,
  balance,
  batch,
  block,
  bob,
  chainA,
  coverage,
  hashOf,
  holding,
  holdingKey,
  position,
} from './support/rows.ts'
import { tempPath, tempStore } from './support/tempStore.ts'

async function factsOf(store: Store, fromBlock = 0n) {
  const pages = []
  for await (const page of store.facts(chainA, fromBlock)) pages.push(...page)
  return pages
}

const [first, second] = [block(1), block(2)]
const wide = 2n ** 256n - 1n
const example = batch(chainA, second, {
  blocks: [first, second],
  facts: [
    balance(chainA, first, { account: alice, delta: wide }),
    balance(chainA, second, { account: bob, delta: -wide, rank: 4 }),
  ],
  series: [holding(chainA, alice, 1, wide), holding(chainA, bob, 2, -wide)],
  coverage: [coverage(chainA, 0, 2)],
})

test('default: rows, coverage and progress are read back after a restart', async () => {
  const path = tempPath()
  const before = await tempStore(path)
  expect(await before.commit(example)).toBe(1)
  await before.close()

  const store = await tempStore(path)
  expect(await store.progress(chainA)).toEqual(example.progress)
  expect(await store.coverage(chainA)).toEqual(example.coverage)
  expect(await factsOf(store)).toEqual(example.facts)
  expect(await factsOf(store, 2n)).toEqual(example.facts.slice(1))
  expect(await store.blockBelow(chainA, 2n)).toEqual(first)
  expect(await store.blockBelow(chainA, 1n)).toBeUndefined()
})

test('behavior: the newest values of many keys, without those that have none', async () => {
  const store = await tempStore()
  await store.commit(example)
  const [known, unknown] = [holdingKey(chainA, alice), holdingKey(chainA, hashOf('nobody'))]
  expect(await store.latest([known, unknown])).toEqual(new Map([[seriesKeyId(known), [wide]]]))
})

test('behavior: the same commit again changes nothing but the sequence', async () => {
  const store = await tempStore()
  await store.commit(example)
  expect(await store.commit(example)).toBe(2)
  expect(await factsOf(store)).toEqual(example.facts)
  const rows = []
  for await (const page of store.rows(chainA)) rows.push(...page)
  expect(rows).toEqual(example.series)
})

test('behavior: answered reads of one block keep hashes of their own', async () => {
  const store = await tempStore()
  const read = (logIndex: number) => ({
    ...balance(chainA, first, { account: alice, delta: 1n }),
    at: {
      ...position(chainA, first),
      txIndex: 0xff_ffff,
      logIndex,
      txHash: hashOf(`read ${logIndex}`),
    },
  })
  const facts = [read(0), read(1)]
  await store.commit(batch(chainA, first, { facts }))
  expect(await factsOf(store)).toEqual(facts)
})

test('behavior: a batch that fails leaves nothing, and its numbers are given out again', async () => {
  const store = await tempStore()
  const stranger = balance(chainA, block(7), { account: bob, delta: 1n })
  const broken = { ...example, facts: [...example.facts, stranger] }
  await expect(store.commit(broken)).rejects.toThrow('block 7')
  expect(await store.progress(chainA)).toBeUndefined()
  expect(await factsOf(store)).toEqual([])
  await store.commit(example)
  expect(await factsOf(store)).toEqual(example.facts)
})

test('behavior: coverage grows where ranges touch, and starts anew under another digest', async () => {
  const store = await tempStore()
  const cover = (from: number, to: number) =>
    store.commit(batch(chainA, block(10), { coverage: [coverage(chainA, from, to)] }))
  await cover(3, 5)
  await cover(6, 8)
  expect(await store.coverage(chainA)).toEqual([coverage(chainA, 3, 8)])
  await cover(0, 2)
  expect(await store.coverage(chainA)).toEqual([coverage(chainA, 0, 8)])
  await expect(cover(10, 10)).rejects.toThrow('gap')
  const renewed = { ...coverage(chainA, 10, 10), filterDigest: 'another' }
  await store.commit(batch(chainA, block(10), { coverage: [renewed] }))
  expect(await store.coverage(chainA)).toEqual([renewed])
})

test('behavior: a reason raises the revision, incidents and quarantined logs are kept', async () => {
  const store = await tempStore()
  const at = position(chainA, second)
  const log = {
    address: alice,
    topics: [hashOf('topic')],
    data: '0x01',
    blockNumber: at.blockNumber,
    blockHash: at.blockHash,
    txIndex: 1,
    txHash: hashOf('transaction'),
    logIndex: 3,
  } as const
  const quarantined = { chainId: chainA, log, sourceId: 'vault', reason: 'It has no amount.' }
  const incident = {
    code: 'FINALITY_VIOLATED',
    chainId: chainA,
    atMs: 5,
    text: 'A final block changed.',
    evidence: { hash: at.blockHash },
  }
  await store.commit({
    ...example,
    quarantined: [quarantined, quarantined],
    incidents: [incident],
    revision: 'A contract was added.',
  })
  await store.recordIncident({ ...incident, atMs: 6 })
  const snapshot = await store.snapshot()
  expect(snapshot).toMatchObject({ sequence: 1, revision: 1 })
  expect(snapshot.quarantined(10)).toEqual({ count: 1, newest: [quarantined] })
  expect(snapshot.incidents(10)).toEqual([{ ...incident, atMs: 6 }, incident])
  expect(snapshot.incidents(1)).toHaveLength(1)
  snapshot.release()
})

test('error: another block at a held height, a height that falls, a fact of another chain', async () => {
  const store = await tempStore()
  await store.commit(example)
  const fork = batch(chainA, block(2, { fork: 1 }))
  await expect(store.commit(fork)).rejects.toThrow('another hash')
  await expect(store.commit(batch(chainA, first))).rejects.toThrow('never lowers')
  const facts = [balance(chainA + 1, second, { account: alice, delta: 1n })]
  await expect(store.commit(batch(chainA, second, { facts }))).rejects.toThrow('one chain')
})
