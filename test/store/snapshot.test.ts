import { expect, test } from 'vitest'
import type { SeriesKey, SeriesKind } from '../../src/facts/Series.ts'
import { createReaderPool } from '../../src/store/sqlite/ReaderPool.ts'
import {
  alice,
  balance,
  batch,
  block,
  bob,
  carol,
  chainA,
  chainB,
  holder,
  holding,
  holdingKey,
  leg,
  token,
  transferKey,
  vault,
  venue,
} from './support/rows.ts'
import { tempPath, tempStore } from './support/tempStore.ts'

const at = new Map([[chainA, 100n]])

test('default: a snapshot does not see what is committed after it', async () => {
  const store = await tempStore()
  const series = [holding(chainA, alice, 1, 5n)]
  await store.commit(batch(chainA, block(1), { series }))
  const before = await store.snapshot()
  await store.commit(batch(chainA, block(2), { series: [holding(chainA, alice, 2, 7n)] }))
  await store.retract({ chainId: chainA, ancestor: block(0), publishedAtMs: 1 })

  const selector = { of: 'accounts', venue, accounts: [alice] } as const
  expect(before.sequence).toBe(1)
  expect(before.series(selector, at)).toEqual(series)
  expect(before.blockAt(chainA, 9n)).toEqual(block(1))
  before.release()
  const after = await store.snapshot()
  expect(after.sequence).toBe(3)
  expect(after.series(selector, at)).toEqual([])
  after.release()
})

test('behavior: a series is read at the cut of its chain, and left out without one', async () => {
  const store = await tempStore()
  for (const chainId of [chainA, chainB]) {
    const series = [3, 6].map((number) => holding(chainId, alice, number, BigInt(number)))
    await store.commit(batch(chainId, block(9), { series }))
  }
  const snapshot = await store.snapshot()
  const values = (heights: ReadonlyMap<number, bigint>) =>
    snapshot
      .series({ of: 'accounts', venue, accounts: [alice, alice, bob] }, heights)
      .map((row) => [row.key.chainId, ...row.values])
  expect(values(new Map([[chainA, 5n]]))).toEqual([[chainA, 3n]])
  expect(values(new Map([[chainA, 2n]]))).toEqual([])
  const both = new Map([
    [chainA, 6n],
    [chainB, 3n],
  ])
  expect(values(both).sort()).toEqual([
    [chainA, 6n],
    [chainB, 3n],
  ])
  snapshot.release()
})

test('behavior: each selector reads its own kinds', async () => {
  const store = await tempStore()
  const ofContract = (kind: SeriesKind, of: Partial<SeriesKey> = {}): SeriesKey => ({
    kind,
    chainId: chainA,
    contract: vault,
    venue: '',
    account: undefined,
    unit: undefined,
    subject: '',
    ...of,
  })
  const keys = {
    holding: holdingKey(chainA, alice),
    owner: ofContract('owner', { venue, account: alice }),
    total: ofContract('total', { venue, subject: token }),
    price: ofContract('price'),
    index: ofContract('index'),
    residual: ofContract('residual', { subject: token }),
    control: ofContract('control', { venue: 'usd', subject: 'out *' }),
    otherBridge: ofContract('control', { venue, subject: 'out *' }),
  }
  const series = Object.values(keys).map((key) => ({ key, blockNumber: 1n, values: [1n] }))
  await store.commit(batch(chainA, block(1), { series }))
  const snapshot = await store.snapshot()
  const read = (selector: Parameters<typeof snapshot.series>[0]) =>
    snapshot.series(selector, at).map(({ key }) => key)
  const contracts = [{ chainId: chainA, contract: vault }]
  expect(read({ of: 'accounts', venue, accounts: [alice] })).toEqual([keys.holding])
  expect(read({ of: 'owners', venue })).toEqual([keys.owner])
  expect(read({ of: 'totals', venue })).toEqual([keys.total])
  expect(read({ of: 'contracts', kind: 'price', contracts })).toEqual([keys.price])
  expect(read({ of: 'contracts', kind: 'index', contracts })).toEqual([keys.index])
  expect(read({ of: 'kind', kind: 'residual' })).toEqual([keys.residual])
  expect(read({ of: 'controls', bridge: 'usd' })).toEqual([keys.control])
  expect(read({ of: 'controls', bridge: venue })).toEqual([keys.otherBridge])
  expect(read({ of: 'totals', venue: 'unknown' })).toEqual([])
  expect(read({ of: 'controls', bridge: 'unknown' })).toEqual([])
  snapshot.release()
})

test('behavior: the lowest value counts the one in force at the first block', async () => {
  const store = await tempStore()
  const rows = [
    [2, 4n],
    [5, 9n],
    [8, -1n],
  ] as const
  const series = rows.map(([number, amount]) => holding(chainA, alice, number, amount))
  await store.commit(batch(chainA, block(9), { series }))
  const snapshot = await store.snapshot()
  const lowest = (from: bigint, to: bigint) => snapshot.lowest(holdingKey(chainA, alice), from, to)
  expect(lowest(3n, 7n)).toBe(4n)
  expect(lowest(5n, 7n)).toBe(9n)
  expect(lowest(6n, 8n)).toBe(-1n)
  expect(lowest(0n, 1n)).toBeUndefined()
  expect(lowest(7n, 6n)).toBeUndefined()
  expect(snapshot.lowest(holdingKey(chainA, bob), 0n, 9n)).toBeUndefined()
  snapshot.release()
})

test('behavior: facts of some accounts in (after, upTo], without those of others', async () => {
  const store = await tempStore()
  const made = [1, 2, 3].flatMap((number) => [
    balance(chainA, block(number), { account: alice, delta: 1n }),
    balance(chainA, block(number), { account: bob, delta: 1n, rank: 1 }),
  ])
  const series = [1, 2, 3].flatMap((number) => [
    holding(chainA, alice, number, 1n),
    holding(chainA, bob, number, 1n),
  ])
  const blocks = [block(1), block(2), block(3)]
  await store.commit(batch(chainA, block(3), { blocks, facts: made, series }))
  const snapshot = await store.snapshot()
  const facts = snapshot.factsOf({
    chainId: chainA,
    venue,
    accounts: [alice, carol],
    after: 1n,
    upTo: 3n,
  })
  expect(facts).toEqual([made[2], made[4]])
  snapshot.release()
})

test('behavior: accounts by address, both ways, without those that only orphans named', async () => {
  const store = await tempStore()
  const series = [carol, alice].map((account) => holding(chainA, account, 1, 1n))
  await store.commit(batch(chainA, block(1), { series }))
  await store.commit(batch(chainA, block(2), { series: [holding(chainA, bob, 2, 1n)] }))
  await store.retract({ chainId: chainA, ancestor: block(1), publishedAtMs: 1 })
  const snapshot = await store.snapshot()
  const page = { venue, order: 'asc', after: undefined, limit: 5 } as const
  expect(snapshot.accounts(page)).toEqual([alice, carol])
  expect(snapshot.accounts({ ...page, order: 'desc' })).toEqual([carol, alice])
  expect(snapshot.accounts({ ...page, after: alice })).toEqual([carol])
  expect(snapshot.accounts({ ...page, order: 'desc', after: carol })).toEqual([alice])
  expect(snapshot.accounts({ ...page, limit: 1 })).toEqual([alice])
  expect(snapshot.accounts({ ...page, accounts: [carol, bob] })).toEqual([carol])
  expect(snapshot.accounts({ ...page, venue: 'unknown' })).toEqual([])
  snapshot.release()
})

test('behavior: an account that something is only on its way to is one of the venue, until a reorg', async () => {
  const store = await tempStore()
  const key = transferKey('first')
  const sent = leg(chainA, block(2), { key, step: 'sent', of: alice })
  const bindings = sent.bindings.map((binding) => ({ ...binding, beneficiary: holder(bob) }))
  await store.commit(batch(chainA, block(1)))
  await store.commit(batch(chainA, block(2), { legs: [{ ...sent, bindings }] }))
  const page = { venue, order: 'asc', after: undefined, limit: 5 } as const
  const before = await store.snapshot()
  expect(before.accounts(page)).toEqual([alice, bob])
  expect(before.accounts({ ...page, accounts: [bob] })).toEqual([bob])
  before.release()
  await store.retract({ chainId: chainA, ancestor: block(1), publishedAtMs: 1 })
  const after = await store.snapshot()
  expect(after.accounts(page)).toEqual([])
  after.release()
})

test('behavior: at a cut there are those accounts that have something inside it', async () => {
  const store = await tempStore()
  await store.commit(batch(chainA, block(1), { series: [holding(chainA, alice, 1, 1n)] }))
  const key = transferKey('first')
  const legs = [leg(chainA, block(2), { key, step: 'sent', of: carol })]
  await store.commit(batch(chainA, block(2), { legs }))
  await store.commit(batch(chainB, block(3), { series: [holding(chainB, bob, 3, 1n)] }))
  const snapshot = await store.snapshot()
  const accountsAt = (...heights: readonly (readonly [number, bigint])[]) =>
    snapshot.accounts({
      ...{ venue, order: 'asc', after: undefined, limit: 5 },
      at: new Map(heights),
    })
  expect(accountsAt([chainA, 1n])).toEqual([alice])
  expect(accountsAt([chainA, 2n])).toEqual([alice, carol])
  expect(accountsAt([chainA, 2n], [chainB, 2n])).toEqual([alice, carol])
  expect(accountsAt([chainA, 2n], [chainB, 3n])).toEqual([alice, bob, carol])
  expect(accountsAt()).toEqual([])
  snapshot.release()
})

test('behavior: facts and rows come in pages, complete and in order', async () => {
  const store = await tempStore()
  const count = 5_000
  const blocks = Array.from({ length: count / 2 }, (_, number) => block(number))
  const facts = blocks.flatMap((at) =>
    [0, 1].map((rank) => balance(chainA, at, { account: alice, delta: 1n, rank })),
  )
  const series = blocks.map(({ number }) => holding(chainA, alice, Number(number), number))
  await store.commit(batch(chainA, block(count), { blocks, facts, series }))
  const sizes = []
  const read = []
  for await (const page of store.facts(chainA, 0n)) {
    sizes.push(page.length)
    read.push(...page)
  }
  expect(sizes).toEqual([2_000, 2_000, 1_000])
  expect(read).toEqual(facts)
  const rows = []
  for await (const page of store.rows(chainA)) rows.push(...page)
  expect(rows).toEqual(series)
})

test('behavior: a second release is harmless, a read after it is a bug', async () => {
  const store = await tempStore()
  const snapshot = await store.snapshot()
  snapshot.release()
  snapshot.release()
  const others = await Promise.all([store.snapshot(), store.snapshot()])
  expect(() => snapshot.incidents(1)).toThrow('after its release')
  for (const other of others) other.release()
})

test('behavior: readers beyond the pool wait their turn in order', async () => {
  const path = tempPath()
  await tempStore(path)
  const pool = createReaderPool(path, { readersMax: 1, waitersMax: 2 })
  const first = await pool.acquire()
  const order: string[] = []
  const waiting = ['second', 'third'].map(async (name) => {
    const reader = await pool.acquire()
    order.push(name)
    pool.release(reader)
  })
  await expect(pool.acquire()).rejects.toMatchObject({ code: 'STORE_BUSY', retryable: true })
  pool.release(first)
  await Promise.all(waiting)
  expect(order).toEqual(['second', 'third'])
  pool.close()
})

test('error: after close nothing is read, and those who wait are told', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  const open = await store.snapshot()
  const pool = createReaderPool(path, { readersMax: 1 })
  await pool.acquire()
  const waiting = pool.acquire()
  pool.close()
  await expect(waiting).rejects.toMatchObject({ code: 'STORE_CLOSED' })

  await store.close()
  await store.close()
  const closed = { code: 'STORE_CLOSED' }
  expect(() => open.incidents(1)).toThrow('The store is closed.')
  open.release()
  await expect(store.snapshot()).rejects.toMatchObject(closed)
  await expect(store.progress(chainA)).rejects.toMatchObject(closed)
  await expect(store.commit(batch(chainA, block(1)))).rejects.toMatchObject(closed)
})
