import { expect, test } from 'vitest'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import {
  alice,
  balance,
  batch,
  block,
  bob,
  chainA,
  chainB,
  leg,
  transferKey,
} from './support/rows.ts'
import { tempPath, tempStore } from './support/tempStore.ts'

const facts = [1, 2, 3].map((number) =>
  balance(chainA, block(number), { account: alice, delta: BigInt(number) }),
)
const commits = [1, 2, 3].map((number) =>
  batch(chainA, block(number), { blocks: [block(number)], facts: facts.slice(number - 1, number) }),
)

async function stateDigest(store: Awaited<ReturnType<typeof tempStore>>, chainId = chainA) {
  const snapshot = await store.snapshot()
  const digest = snapshot.stateDigest(chainId)
  snapshot.release()
  return digest
}

test('default: the same commits have the same digest, others another, and every block is checked', async () => {
  const [one, two, other] = [await tempStore(), await tempStore(), await tempStore()]
  for (const commit of commits) await one.commit(commit)
  for (const commit of commits) await two.commit(commit)
  for (const commit of commits.slice(0, 2)) await other.commit(commit)
  expect(await stateDigest(one)).toMatch(/^0x[0-9a-f]{32}$/)
  expect(await stateDigest(two)).toBe(await stateDigest(one))
  expect(await stateDigest(other)).not.toBe(await stateDigest(one))
  expect(await stateDigest(one, chainB)).toBeUndefined()
  expect(await one.checkDigests(chainA)).toEqual({
    chainId: chainA,
    blocks: 3,
    stateDigest: await stateDigest(one),
    damage: [],
  })
})

test('behavior: batches do not matter, nor does a fact that comes twice or late', async () => {
  const [one, joined, late] = [await tempStore(), await tempStore(), await tempStore()]
  for (const commit of commits) await one.commit(commit)
  const blocks = [block(1), block(2), block(3)]
  await joined.commit(batch(chainA, block(3), { blocks, facts }))
  await joined.commit(batch(chainA, block(3), { facts: facts.slice(1) }))
  await late.commit(batch(chainA, block(3), { blocks, facts: facts.slice(1) }))
  await late.commit(batch(chainA, block(3), { facts: facts.slice(0, 1) }))
  expect(await stateDigest(joined)).toBe(await stateDigest(one))
  expect(await stateDigest(late)).toBe(await stateDigest(one))
  expect((await late.checkDigests(chainA)).damage).toEqual([])
})

test('behavior: a reorg takes its blocks out of the digest', async () => {
  const [store, short] = [await tempStore(), await tempStore()]
  for (const commit of commits) await store.commit(commit)
  await store.retract({ chainId: chainA, ancestor: block(2), publishedAtMs: 1 })
  for (const commit of commits.slice(0, 2)) await short.commit(commit)
  expect(await stateDigest(store)).toBe(await stateDigest(short))
  const third = commits[2]
  if (third !== undefined) await store.commit(third)
  expect((await store.checkDigests(chainA)).damage).toEqual([])
})

test('behavior: a batch that fails leaves no trace in the next digest', async () => {
  const [store, fresh] = [await tempStore(), await tempStore()]
  for (const commit of commits.slice(0, 2)) await store.commit(commit)
  const stranger = balance(chainA, block(9), { account: bob, delta: 1n })
  const third = commits[2]
  if (third === undefined) return
  await expect(store.commit({ ...third, facts: [...third.facts, stranger] })).rejects.toThrow()
  await store.commit(third)
  for (const commit of commits) await fresh.commit(commit)
  expect(await stateDigest(store)).toBe(await stateDigest(fresh))
})

const damages: readonly [string, string][] = [
  ['the payload of a fact', "UPDATE fact SET payload = X'0001' WHERE ord = 0"],
  ['the order of a fact', 'UPDATE fact SET ord = ord + 1'],
  ['a fact that is gone', 'DELETE FROM fact WHERE block_id = 2'],
  ['the hash of a transaction', 'UPDATE tx SET hash = zeroblob(32) WHERE block_id = 2'],
  ['the time of a block', 'UPDATE block SET timestamp = timestamp + 1 WHERE number = 2'],
  ['the amount of a leg', "UPDATE leg SET amount = X'0205'"],
  ['a digest that is gone', 'DELETE FROM block_digest WHERE block_id = 2'],
  ['a whole block that is gone', 'UPDATE block SET canonical = 0 WHERE number = 2'],
]

test.each(damages)('error: %s is noticed', async (_name, sql) => {
  const path = tempPath()
  const store = await tempStore(path)
  const legs = [leg(chainA, block(2), { step: 'sent', key: transferKey('one') })]
  await store.commit(
    batch(chainA, block(3), { blocks: [block(1), block(2), block(3)], facts, legs }),
  )
  expect((await store.checkDigests(chainA)).damage).toEqual([])
  const db = new Sqlite(path)
  expect(db.prepare(sql).run().changes).toBeGreaterThan(0)
  db.close()
  const { damage } = await store.checkDigests(chainA)
  expect(damage).not.toEqual([])
})

test('behavior: a sample reads the newest blocks and random others, and finds what it reads', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  const blocks = Array.from({ length: 400 }, (_, index) => block(index + 1))
  const many = blocks.map((at) => balance(chainA, at, { account: alice, delta: 1n }))
  await store.commit(batch(chainA, block(400), { blocks, facts: many }))
  const db = new Sqlite(path)
  db.prepare("UPDATE fact SET payload = X'0003' WHERE block_id = 100").run()
  db.close()
  const chosen = (fraction: number) =>
    store.checkDigests(chainA, { blocks: 8, random: () => fraction })
  // The four newest, and one that is chosen four times.
  expect(await chosen(0.5)).toMatchObject({ blocks: 5, damage: [] })
  expect((await chosen(99.5 / 400)).damage[0]).toBe('Block 100 does not hold what was recorded.')
})
