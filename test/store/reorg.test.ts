import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fact } from '../../src/facts/Fact.ts'
import { READ_TX_INDEX } from '../../src/facts/FactPosition.ts'
import { seriesKeyId } from '../../src/facts/Series.ts'
import type { CutHeights } from '../../src/store/Snapshot.ts'
import type { Store } from '../../src/store/Store.ts'
import { cuts, describeCut, isIn } from './support/describeCut.ts'
import {
  alice,
  balance,
  batch,
  block,
  bob,
  chainA,
  chainB,
  coverage,
  hashOf,
  holding,
  holdingKey,
  leg,
  position,
  token,
  transferKey,
  venue,
} from './support/rows.ts'
import { HEIGHT_MAX, keys, step, take } from './support/steps.ts'
import { tempStore } from './support/tempStore.ts'
import { commitAll, createChain, people, sorted, type WorldChain } from './support/world.ts'

/** Everything that may depend on the canonical history, and nothing that may not. */
async function describeStore(store: Store, chains: readonly WorldChain[]) {
  const snapshot = await store.snapshot()
  const heights = [...Array(HEIGHT_MAX + 1).keys()].map(BigInt)
  const perChain = []
  for (const { chainId, indexed } of chains) {
    const facts = []
    for await (const page of store.facts(chainId, 0n)) facts.push(...page)
    const rows = []
    for await (const page of store.rows(chainId)) rows.push(...page)
    // What was written must be what its digests say, after any history.
    expect((await store.checkDigests(chainId)).damage).toEqual([])
    perChain.push({
      indexed: (await store.progress(chainId))?.indexed,
      coverage: await store.coverage(chainId),
      facts,
      rows: rows.map((row) => `${seriesKeyId(row.key)} ${row.blockNumber} ${row.values}`).sort(),
      at: heights.map((height) => snapshot.blockAt(chainId, height)),
      atTime: [...Array(62).keys()].map((time) => snapshot.blockAtTime(chainId, BigInt(time))),
      ofPeople: snapshot.factsOf({
        chainId,
        venue,
        accounts: people,
        after: 1n,
        upTo: indexed.number,
      }),
      lowest: people.map((who) => snapshot.lowest(holdingKey(chainId, who), 3n, 9n)),
    })
  }
  const legs = snapshot
    .legs({ of: 'keys', keys })
    .filter(({ canonical }) => canonical)
    .map((leg) => `${leg.key} ${leg.at.chainId} ${leg.at.blockNumber} ${leg.step}`)
    .sort()
  const description = {
    perChain,
    legs,
    accounts: snapshot.accounts({ venue, order: 'asc', after: undefined, limit: 9 }),
    cuts: cuts.map((cut) => describeCut(snapshot, cut)),
  }
  snapshot.release()
  return description
}

/** Transfers that no reader may miss, straight from the rule: one side inside the cut, the other not. */
function mustBeOpen(chains: readonly WorldChain[], cut: CutHeights): readonly string[] {
  const legs = chains.flatMap((chain) => sorted(chain).flatMap((made) => made.legs))
  return keys.filter((key) => {
    const inside = legs.filter((leg) => leg.key === key && isIn(cut, leg))
    const sent = inside.filter((leg) => leg.step === 'sent')
    const credited = inside.filter(
      (leg) => leg.step === 'credited' && (leg.via === 'venue' || leg.bindings.length > 0),
    )
    const isFailed = inside.some((leg) => leg.step === 'failed')
    return inside.length > 0 && (sent.length !== 1 || credited.length !== 1 || isFailed)
  })
}

test('property: reorgs, reorgs back and late blocks leave what a fresh index has', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const [store, fresh] = [await tempStore(), await tempStore()]
      const chains = [createChain(chainA), createChain(chainB)] as const
      for (const next of steps) await take(store, next.on === 0 ? chains[0] : chains[1], next)
      const followed = chains.filter(({ blocks }) => blocks.size > 0)
      for (const chain of followed) await commitAll(fresh, chain)

      const actual = await describeStore(store, followed)
      expect(actual).toEqual(await describeStore(fresh, followed))
      for (const [index, cut] of cuts.entries()) {
        expect(actual.cuts[index]?.open).toEqual(
          expect.arrayContaining([...mustBeOpen(followed, cut)]),
        )
      }
      await Promise.all([store.close(), fresh.close()])
    }),
    { seed: 6, numRuns: 30 },
  )
}, 120_000)

test('behavior: a reorg lowers progress, finality and coverage, and keeps the evidence', async () => {
  const store = await tempStore()
  const blocks = [block(1), block(2), block(3), block(9)]
  const key = transferKey('reorged')
  const facts = blocks.map((ref) => balance(chainA, ref, { account: alice, delta: 1n }))
  const series = blocks.map((ref, index) =>
    holding(chainA, alice, Number(ref.number), BigInt(index + 1)),
  )
  const at = new Map([[chainA, 100n]])
  const legs = [leg(chainA, block(3), { step: 'sent', key, of: alice })]
  await store.commit(
    batch(chainA, block(9), { blocks, facts, series, legs, coverage: [coverage(chainA, 0, 9)] }),
  )
  const incident = {
    code: 'FINALITY_VIOLATED',
    chainId: chainA,
    atMs: 1,
    text: 'A final block changed.',
    evidence: { hash: hashOf('evidence') },
  }
  const ancestor = block(2)
  const reason = 'A final block changed.'
  const sequence = await store.retract({
    chainId: chainA,
    ancestor,
    publishedAtMs: 2,
    revision: reason,
    incidents: [incident],
  })
  expect(sequence).toBe(2)
  const snapshot = await store.snapshot()
  expect(snapshot).toMatchObject({ sequence: 2, revision: 1 })
  expect(snapshot.progress).toEqual([
    { chainId: chainA, indexed: ancestor, safe: 2n, finalized: 2n, phase: 'live' },
  ])
  expect(snapshot.coverage).toEqual([coverage(chainA, 0, 2)])
  expect(snapshot.series({ of: 'accounts', venue, accounts: [alice] }, at)).toEqual([series[1]])
  expect(snapshot.blockState(chainA, 3n, block(3).hash)).toBe('orphaned')
  expect(snapshot.blockState(chainA, 2n, block(2).hash)).toBe('canonical')
  expect(snapshot.blockState(chainA, 2n, block(3).hash)).toBe('unknown')
  expect(snapshot.legs({ of: 'keys', keys: [key] })).toEqual([{ ...legs[0], canonical: false }])
  expect(snapshot.legs({ of: 'open', venue: undefined, at })).toEqual([])
  expect(snapshot.incidents(5)).toEqual([incident])
  snapshot.release()
})

test('behavior: quarantined logs of orphaned blocks are not counted, until these return', async () => {
  const store = await tempStore()
  const at = block(2)
  const log = {
    address: alice,
    topics: [],
    data: '0x',
    blockNumber: at.number,
    blockHash: at.hash,
    txIndex: 0,
    txHash: hashOf('transaction'),
    logIndex: 0,
  } as const
  const quarantined = [{ chainId: chainA, log, sourceId: 'vault', reason: 'It has no amount.' }]
  const count = async () => {
    const snapshot = await store.snapshot()
    const { count } = snapshot.quarantined(1)
    snapshot.release()
    return count
  }
  await store.commit(batch(chainA, at, { quarantined }))
  await store.retract({ chainId: chainA, ancestor: block(1), publishedAtMs: 1 })
  expect(await count()).toBe(0)
  await store.commit(batch(chainA, at))
  expect(await count()).toBe(1)
})

test('behavior: a block that comes back says what is recorded anew, and nothing else', async () => {
  const store = await tempStore()
  const at = block(3)
  const key = transferKey('returned')
  const rate: Fact = {
    at: { ...position(chainA, at), txIndex: READ_TX_INDEX },
    decoder: 'vault@1',
    body: { kind: 'index', asset: token, assetsPerShareUnit: 5n },
    siblings: [],
  }
  const deposit = balance(chainA, at, { account: alice, delta: 1n })
  const series = [holding(chainA, alice, 3, 1n)]
  const legs = [leg(chainA, at, { step: 'sent', key, of: alice })]
  const blocks = [block(1), at]
  await store.commit(batch(chainA, at, { blocks, facts: [deposit, rate], series, legs }))
  await store.retract({ chainId: chainA, ancestor: block(1), publishedAtMs: 1 })
  await store.commit(batch(chainA, at, { facts: [deposit], series }))
  for await (const facts of store.facts(chainA, 0n)) expect(facts).toEqual([deposit])
  const snapshot = await store.snapshot()
  expect(snapshot.legs({ of: 'keys', keys: [key] })).toEqual([])
  snapshot.release()
  expect((await store.checkDigests(chainA)).damage).toEqual([])
  await store.retract({ chainId: chainA, ancestor: block(1), publishedAtMs: 1 })
  await store.commit(batch(chainA, block(2, { fork: 1 })))
  await store.retract({ chainId: chainA, ancestor: block(1), publishedAtMs: 1 })
  await store.commit(batch(chainA, block(5), { blocks: [block(2), block(5)] }))
  await store.retract({ chainId: chainA, ancestor: at, publishedAtMs: 1 })
  for await (const facts of store.facts(chainA, 0n)) expect(facts).toEqual([])
})

test('behavior: a reorg of one chain leaves the other one alone', async () => {
  const store = await tempStore()
  for (const chainId of [chainA, chainB]) {
    const series = [holding(chainId, bob, 5, 1n)]
    await store.commit(batch(chainId, block(5), { series, coverage: [coverage(chainId, 5, 5)] }))
  }
  await store.retract({ chainId: chainA, ancestor: block(1), publishedAtMs: 1 })
  expect(await store.coverage(chainA)).toEqual([])
  expect(await store.coverage(chainB)).toHaveLength(1)
  expect(await store.progress(chainB)).toMatchObject({ indexed: block(5) })
  const values = await store.latest([holdingKey(chainA, bob), holdingKey(chainB, bob)])
  expect([...values.values()]).toEqual([[1n]])
})

test('error: an ancestor above the indexed height, a chain without progress', async () => {
  const store = await tempStore()
  const retraction = { chainId: chainA, ancestor: block(6), publishedAtMs: 1 }
  await expect(store.retract(retraction)).rejects.toThrow('no progress')
  await store.commit(batch(chainA, block(5)))
  await expect(store.retract(retraction)).rejects.toThrow('above the indexed height')
})
