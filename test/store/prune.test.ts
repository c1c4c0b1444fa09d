import { statSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seriesKeyId } from '../../src/facts/Series.ts'
import type { Store } from '../../src/store/Store.ts'
import { Sqlite } from '../../src/store/sqlite/driver.ts'
import { pruneDatabase } from '../../src/store/sqlite/pruneDatabase.ts'
import { describeCut } from './support/describeCut.ts'
import {
  alice,
  balance,
  batch,
  block,
  bob,
  chainA,
  chainB,
  holding,
  holdingKey,
  leg,
  transferKey,
  venue,
} from './support/rows.ts'
import { HEIGHT_MAX, keys, step, take } from './support/steps.ts'
import { nowMs, tempPath, tempStore } from './support/tempStore.ts'
import { createChain, people, type WorldChain } from './support/world.ts'

const prune = (
  path: string,
  parts: Partial<Parameters<typeof pruneDatabase>[0]> & { before?: bigint },
) =>
  pruneDatabase({
    path,
    pid: 7,
    nowMs,
    before: undefined,
    strangersOf: [],
    orphansBefore: 0n,
    withRawLogs: false,
    isApplied: true,
    freeBytes: Number.MAX_SAFE_INTEGER,
    ...parts,
  })

/** Everything that a reader may ask at or above the heights, which stay behind what is indexed. */
async function describeFrom(store: Store, chains: readonly WorldChain[], horizons: Horizons) {
  const snapshot = await store.snapshot()
  const heights = chains.map(({ chainId, indexed }) => ({
    chainId,
    from: horizons.get(chainId) ?? 0n,
    to: indexed.number,
  }))
  const [a, b] = heights
  const cuts = [...range(a?.from, a?.to)].flatMap((first) =>
    [...range(b?.from, b?.to)].map(
      (second) =>
        new Map([
          [chainA, first],
          [chainB, second],
        ]),
    ),
  )
  const perChain = heights.map(({ chainId, from, to }) => ({
    blocks: [...range(from, to)].map((height) => snapshot.blockAt(chainId, height)),
    facts: snapshot.factsOf({ chainId, venue, accounts: people, after: from, upTo: to }),
    lowest: people.map((who) => snapshot.lowest(holdingKey(chainId, who), from, to)),
  }))
  const legs = snapshot.legs({ of: 'keys', keys }).map((one) => ({
    ...one,
    at: { ...one.at, chainId: `${one.at.chainId}` },
  }))
  const accounts = snapshot.accounts({ venue, order: 'asc', after: undefined, limit: 9 })
  const description = {
    perChain,
    legs,
    accounts,
    cuts: cuts.map((at) => describeCut(snapshot, at)),
  }
  snapshot.release()
  return description
}

type Horizons = ReadonlyMap<number, bigint>

function* range(from = 0n, to = 0n): Generator<bigint> {
  for (let height = from; height <= to; height += 1n) yield height
}

/** What transfers that are open at the horizons look back at: the lowest that a book showed since their first leg. */
async function describeOpen(store: Store, horizons: Horizons) {
  const snapshot = await store.snapshot()
  const legs = snapshot.legs({ of: 'open', venue: undefined, at: horizons })
  const seen = legs
    .filter(({ canonical, bindings }) => canonical && bindings.length > 0)
    .map(({ key, at }) =>
      people.map((who) => {
        const own = legs.some(
          (leg) => leg.key === key && leg.bindings.some(({ holder }) => holder.account === who),
        )
        const to = BigInt(HEIGHT_MAX)
        return own ? snapshot.lowest(holdingKey(at.chainId, who), at.blockNumber, to) : undefined
      }),
    )
  snapshot.release()
  return seen
}

async function isWhole(store: Store): Promise<void> {
  for (const chainId of [chainA, chainB])
    expect((await store.checkDigests(chainId)).damage).toEqual([])
}

test('property: at and above the horizon every answer is what it was, and what comes later too', async () => {
  let prunedRuns = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 20 }),
      fc.integer({ min: 25, max: 60 }),
      fc.array(step, { minLength: 1, maxLength: 4 }),
      async (steps, before, later) => {
        const path = tempPath()
        const store = await tempStore(path)
        const chains = [createChain(chainA), createChain(chainB)]
        const world = (index: number) => chains[index] ?? createChain(chainA)
        for (const taken of steps) await take(store, world(taken.on), taken)
        await store.close()
        const dry = await prune(path, { before: BigInt(before), isApplied: false })
        const horizons = new Map(dry.retention.map(({ chainId, number }) => [chainId, number]))
        const untouched = await tempStore(path)
        const shown = await describeFrom(untouched, chains, horizons)
        const open = await describeOpen(untouched, horizons)
        await isWhole(untouched)
        await untouched.close()

        const applied = await prune(path, { before: BigInt(before) })
        expect(applied.retention).toEqual(dry.retention)
        expect(applied.rows).toEqual(dry.rows)
        if (applied.rows.facts > 0) prunedRuns += 1
        const pruned = await tempStore(path)
        expect(await describeFrom(pruned, chains, horizons)).toEqual(shown)
        expect(await describeOpen(pruned, horizons)).toEqual(open)
        await isWhole(pruned)
        for (const chainId of [chainA, chainB]) {
          const horizon = horizons.get(chainId) ?? -1n
          for await (const page of pruned.facts(chainId, 0n))
            for (const { at } of page) expect(at.blockNumber).toBeGreaterThan(horizon)
        }
        // Only what reaches below the horizon is refused.
        for (const taken of later) {
          if (taken.action.type === 'extend') await take(pruned, world(taken.on), taken)
        }
        await isWhole(pruned)
        await pruned.close()
      },
    ),
    { numRuns: 80, seed: 11 },
  )
  expect(prunedRuns).toBeGreaterThan(20)
}, 120_000)

/** Twenty blocks of which the last is final up to the seventeenth; transfers are sent at 3 and 5, and the first arrives. */
async function createHistory(path: string): Promise<void> {
  const store = await tempStore(path)
  const blocks = Array.from({ length: 20 }, (_, index) => block(index + 1))
  const facts = blocks.map((at) => balance(chainA, at, { account: alice, delta: 2n }))
  facts.push(...blocks.map((at) => balance(chainA, at, { account: bob, delta: 1n, rank: 1 })))
  facts.sort((a, b) => Number(a.at.blockNumber - b.at.blockNumber) || a.at.txIndex - b.at.txIndex)
  await store.commit(
    batch(chainA, block(20), {
      blocks,
      facts,
      series: blocks.flatMap((at, index) => [
        holding(chainA, alice, Number(at.number), BigInt(2 * (index + 1))),
        holding(chainA, bob, Number(at.number), BigInt(index + 1)),
      ]),
      legs: [
        leg(chainA, block(3), { step: 'sent', key: transferKey('closed'), of: alice }),
        leg(chainA, block(5), { step: 'sent', key: transferKey('open'), of: bob }),
      ],
    }),
  )
  await store.commit(
    batch(chainB, block(9, { fork: 1 }), {
      blocks: [block(9, { fork: 1 })],
      legs: [
        leg(chainB, block(9, { fork: 1 }), {
          step: 'credited',
          key: transferKey('closed'),
          of: alice,
        }),
      ],
    }),
  )
  await store.close()
}

test('default: history goes, open transfers keep what they look back at, below is an error', async () => {
  const path = tempPath()
  await createHistory(path)
  const { rows, retention, compacted } = await prune(path, { before: 1_012n })
  expect(retention).toEqual([{ chainId: chainA, number: 12n, timestamp: 1_012n }])
  // Alice's eleven older rows go; Bob's stay from the fifth block on, where his open transfer was sent.
  expect(rows).toMatchObject({ series: 11 + 4, facts: 24, blocks: 9 })
  expect(compacted).toBe('yes')
  const store = await tempStore(path)
  const snapshot = await store.snapshot()
  expect(snapshot.retention).toEqual(retention)
  expect(snapshot.lowest(holdingKey(chainA, bob), 5n, 20n)).toBe(5n)
  expect(snapshot.legs({ of: 'keys', keys: [transferKey('closed')] })).toHaveLength(2)
  snapshot.release()
  await isWhole(store)

  const late = (number: number) => ({
    chainId: chainA,
    fromBlock: BigInt(number),
    blocks: [],
    facts: [balance(chainA, block(number), { account: alice, delta: 1n, rank: 7 })],
    legs: [],
    keys: [holdingKey(chainA, alice)],
    series: [],
    quarantined: [],
    coverage: [],
    publishedAtMs: 1,
    reason: 'A late log.',
  })
  const refused = { code: 'BEFORE_RETENTION' }
  await expect(store.refold(late(12))).rejects.toMatchObject(refused)
  await expect(
    store.retract({ chainId: chainA, ancestor: block(11), publishedAtMs: 1 }),
  ).rejects.toMatchObject(refused)
  await store.refold(late(13))
  await store.retract({ chainId: chainA, ancestor: block(12), publishedAtMs: 1 })
  await isWhole(store)
  expect([...(await store.latest([holdingKey(chainA, alice)])).values()]).toEqual([[24n]])
})

test('error: a value that pruning kept is guarded by a digest of its own', async () => {
  const path = tempPath()
  await createHistory(path)
  await prune(path, { before: 1_012n })
  const store = await tempStore(path)
  const db = new Sqlite(path)
  db.exec("UPDATE series SET value = X'0209' WHERE block_number = 12")
  db.close()
  expect((await store.checkDigests(chainA)).damage).toEqual([
    'The values that pruning kept at block 12 are not what was recorded.',
  ])
})

test('behavior: a dry run changes nothing, and a later horizon takes the former one further', async () => {
  const path = tempPath()
  await createHistory(path)
  const dry = await prune(path, { before: 1_012n, isApplied: false })
  expect(dry.compacted).toBe('no')
  const first = await tempStore(path)
  expect(await collect(first)).toHaveLength(40)
  await first.close()
  await prune(path, { before: 1_012n })
  expect((await prune(path, { before: 1_010n })).retention).toEqual([])
  expect((await prune(path, { before: 1_099n })).retention).toEqual([
    { chainId: chainA, number: 17n, timestamp: 1_017n },
  ])
  const store = await tempStore(path)
  expect(await collect(store)).toHaveLength(6)
  await isWhole(store)
})

async function collect(store: Store) {
  const ids: string[] = []
  for await (const page of store.facts(chainA, 0n))
    ids.push(...page.map(({ at }) => `${at.blockNumber}/${at.txIndex}`))
  return ids
}

test('behavior: old evidence of reorged blocks goes, and their names stay', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  const blocks = Array.from({ length: 8 }, (_, index) => block(index + 1))
  const facts = blocks.map((at) => balance(chainA, at, { account: alice, delta: 1n }))
  await store.commit(batch(chainA, block(8), { blocks, facts }))
  await store.retract({ chainId: chainA, ancestor: block(6), publishedAtMs: 1 })
  const fork = [block(7, { fork: 1 }), block(8, { fork: 1 }), block(20, { fork: 1 })]
  await store.commit(batch(chainA, block(20, { fork: 1 }), { blocks: fork }))
  await store.close()
  const orphans = (at: bigint) => prune(path, { orphansBefore: at, isApplied: false })
  // The facts and the transactions of blocks 7 and 8.
  expect((await orphans(1_009n)).rows.orphans).toBe(4)
  expect((await orphans(1_008n)).rows.orphans).toBe(2)
  await prune(path, { orphansBefore: 1_009n })
  const pruned = await tempStore(path)
  const snapshot = await pruned.snapshot()
  expect(snapshot.blockState(chainA, 7n, block(7).hash)).toBe('orphaned')
  snapshot.release()
  await isWhole(pruned)
})

test('behavior: cuts that nobody can ask for do not pile up', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  for (let number = 1; number <= 1_100; number += 1)
    await store.commit(batch(chainA, block(number)))
  const db = new Sqlite(path)
  const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  expect([count('cut'), count('cut_chain')]).toEqual([1_000, 1_000])
  const snapshot = await store.snapshot()
  expect(snapshot.sequence).toBe(1_100)
  snapshot.release()
  await store.close()
  expect((await prune(path, {})).rows.cuts).toBe(999)
  expect([count('cut'), count('cut_chain')]).toEqual([1, 1])
  db.close()
  const again = await tempStore(path)
  expect(await again.commit(batch(chainA, block(1_101)))).toBe(1_101)
})

test('error: a store that is written, a damaged one, and a disk without room to compact', async () => {
  const path = tempPath()
  await createHistory(path)
  const store = await tempStore(path)
  await expect(prune(path, {})).rejects.toMatchObject({ code: 'STORE_LOCKED' })
  await store.close()
  const bytes = statSync(path).size
  expect((await prune(path, { before: 1_012n, freeBytes: bytes / 2 })).compacted).toBe('short')
  const db = new Sqlite(path)
  db.exec("UPDATE fact SET payload = X'0009'")
  db.close()
  await expect(prune(path, {})).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
})

test('behavior: rows of keys without any block in history are left alone', async () => {
  const path = tempPath()
  await createHistory(path)
  const before = await tempStore(path)
  const rows = await rowIds(before)
  await before.close()
  await prune(path, { before: 1_012n })
  const kept = await rowIds(await tempStore(path))
  expect(rows.filter((id) => !kept.includes(id))).toHaveLength(15)
  expect(kept.filter((id) => !rows.includes(id))).toEqual([])
})

async function rowIds(store: Store): Promise<readonly string[]> {
  const ids: string[] = []
  for await (const page of store.rows(chainA))
    ids.push(...page.map(({ key, blockNumber }) => `${seriesKeyId(key)} ${blockNumber}`))
  return ids
}

test('behavior: the block that dates a parameter in force stays, and those of older ones go', async () => {
  const path = tempPath()
  const store = await tempStore(path)
  const blocks = Array.from({ length: 20 }, (_, index) => block(index + 1))
  const key = {
    ...{ kind: 'parameter' as const, chainId: chainA, contract: alice, venue: '' },
    ...{ account: undefined, unit: undefined, subject: 'index' },
  }
  const series = [3n, 7n].map((blockNumber) => ({ key, blockNumber, values: [blockNumber] }))
  await store.commit(batch(chainA, block(20), { blocks, facts: [], series }))
  await store.close()
  await prune(path, { before: 1_012n })
  const pruned = await tempStore(path)
  const snapshot = await pruned.snapshot()
  const contracts = [{ chainId: chainA, contract: alice }]
  const at = new Map([[chainA, 15n]])
  const rows = snapshot.series({ of: 'contracts', kind: 'parameter', contracts }, at)
  expect(rows).toEqual([{ key, blockNumber: 7n, values: [7n] }])
  expect(snapshot.blockAt(chainA, 7n)?.number).toBe(7n)
  expect(snapshot.blockAt(chainA, 6n)).toBeUndefined()
  snapshot.release()
  await pruned.close()
})
