import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fact, FactBody } from '../../src/facts/Fact.ts'
import { comparePositions, factId } from '../../src/facts/FactPosition.ts'
import { factDecoder } from '../../src/facts/factDecoder.ts'
import type { Leg } from '../../src/facts/Leg.ts'
import type { BlockRef } from '../../src/facts/primitives.ts'
import { seriesKeyId } from '../../src/facts/Series.ts'
import { bindFacts, foldBatch } from '../../src/start/ledgerRows.ts'
import { type LateKnowledge, recordLate } from '../../src/start/recordLate.ts'
import { verify } from '../../src/start/verify.ts'
import type { Store } from '../../src/store/Store.ts'
import {
  absolute,
  balance,
  credited,
  movement,
  sent,
  transaction,
} from '../ledger/support/facts.ts'
import {
  alice,
  bob,
  landingOf,
  project,
  routerOf,
  stranger,
  topology,
  vaultOf,
  word,
} from '../ledger/support/world.ts'
import { batch } from '../store/support/rows.ts'
import { tempStore } from '../store/support/tempStore.ts'

const chain = { id: 1 }
const env = { now: () => 1 }
const vault = vaultOf(1)
const key = word(7)
const last: BlockRef = { number: 200n, hash: word(0xff), timestamp: 200n }

const blockOf = ({ at }: Fact): BlockRef => ({
  number: at.blockNumber,
  hash: at.blockHash,
  timestamp: at.blockNumber,
})

/** A store that has recorded these facts up to block 200. */
async function storeWith(facts: readonly Fact[]): Promise<Store> {
  const store = await tempStore()
  const { legs, residuals } = bindFacts(facts, (hash) => timeOf(facts, hash), topology)
  const series = await foldBatch(facts, residuals, store)
  await store.commit(batch(1, last, { blocks: facts.map(blockOf), facts, legs, series }))
  return store
}

function timeOf(facts: readonly Fact[], hash: string): bigint {
  return facts.find(({ at }) => at.blockHash === hash)?.at.blockNumber ?? 0n
}

function late(facts: readonly Fact[], parts: Partial<LateKnowledge> = {}): LateKnowledge {
  const reason = 'A log came late.'
  return { facts, quarantined: [], blocks: facts.map(blockOf), coverage: [], reason, ...parts }
}

/** Everything that answers are made of. */
async function contentOf(store: Store) {
  const facts: Fact[] = []
  for await (const page of store.facts(1, 0n)) facts.push(...page)
  const rows: string[] = []
  for await (const page of store.rows(1))
    for (const { key: row, blockNumber, values } of page)
      rows.push(`${seriesKeyId(row)} ${blockNumber} ${values}`)
  const snapshot = await store.snapshot()
  const at = new Map([[1, 200n]])
  const open = snapshot.legs({ of: 'open', venue: undefined, at })
  const own = snapshot.legs({ of: 'keys', keys: [key, word(8)] })
  snapshot.release()
  return {
    facts: facts.map(({ at: place }) => factId(place)),
    rows: rows.sort(),
    open: inOrder(open),
    own: inOrder(own),
  }
}

/** Transfers are numbered as they were first seen: nothing else tells late from timely. */
function inOrder(legs: readonly Leg[]): readonly Leg[] {
  return [...legs].sort((a, b) => comparePositions(a.at, b.at) || (a.via < b.via ? -1 : 1))
}

async function revisionOf(store: Store): Promise<number> {
  const snapshot = await store.snapshot()
  snapshot.release()
  return snapshot.revision
}

const bodies: fc.Arbitrary<readonly FactBody[]> = fc.oneof(
  fc
    .bigInt({ min: 1n, max: 9n })
    .map((value) => [balance(value), movement(stranger, vault, value)]),
  fc.bigInt({ min: 1n, max: 9n }).map((value) => [balance(value, { account: bob })]),
  fc.bigInt({ min: 0n, max: 9n }).map((value) => [absolute(value, { side: 'liability' })]),
  fc.bigInt({ min: 0n, max: 9n }).map((value) => [absolute(value, { account: bob })]),
  // What a fact makes of one key may depend on what another is.
  fc
    .tuple(fc.bigInt({ min: 0n, max: 9n }), fc.boolean())
    .map(([value, isGiven]): FactBody[] => [
      { ...absolute(value, { unit: 'isolated:pool' }), ...(isGiven ? { against: 'cross' } : {}) },
    ]),
  fc.bigInt({ min: -9n, max: 9n }).map((amount): FactBody[] => {
    const { venue, account, unit, asset, contract } = absolute(0n, { unit: 'isolated:net' })
    return [{ kind: 'net', venue, account, unit, asset, contract, amount }]
  }),
  fc
    .bigInt({ min: 0n, max: 9n })
    .map((value) => [absolute(value, { unit: 'isolated:net', side: 'liability' })]),
  fc.constant([movement(stranger, vault, 3n)]),
  fc.constant([balance(-1n, { key }), movement(vault, routerOf(1), 1n), sent(key, 1n)]),
  fc.constant([
    movement(routerOf(1), landingOf(1), 4n),
    credited(word(8), 4n, { origin: 2, destination: 1, recipient: landingOf(1) }),
  ]),
  fc.constant([
    {
      kind: 'price',
      feed: word(9).slice(0, 42) as `0x${string}`,
      answer: 5n,
      roundId: 1n,
      updatedAt: 2n,
    },
  ] satisfies FactBody[]),
)

/** A history whose balances never fall below zero, whatever part of it is known. */
const history = fc
  .array(
    fc.record({
      bodies,
      block: fc.integer({ min: 2, max: 9 }),
      isLate: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((list) => {
    const funding = transaction([balance(1_000n), balance(1_000n, { account: bob })], {
      blockNumber: 1n,
    })
    const all = funding.map((fact) => ({ fact, isLate: false }))
    for (const [txIndex, { bodies: own, block, isLate }] of list.entries())
      for (const [i, fact] of transaction(own, { blockNumber: BigInt(block), txIndex }).entries())
        all.push({ fact, isLate: isLate[i] ?? false })
    return all.sort((a, b) => comparePositions(a.fact.at, b.fact.at))
  })

test('property: what comes late, in any pieces, ends as if it had come in time', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.integer({ min: 1, max: 5 }), async (entries, pieceSize) => {
      const all = entries.map(({ fact }) => fact)
      const store = await storeWith(entries.flatMap(({ fact, isLate }) => (isLate ? [] : [fact])))
      const missing = entries.flatMap(({ fact, isLate }) => (isLate ? [fact] : []))
      for (let i = 0; i < missing.length; i += pieceSize)
        await recordLate({ chain, store, topology, env }, late(missing.slice(i, i + pieceSize)))
      expect(await contentOf(store)).toEqual(await contentOf(await storeWith(all)))
      const { chains } = await verify({
        store,
        project: { ...project, chains: project.chains.slice(0, 1) },
      })
      expect(chains.flatMap(({ mismatches }) => mismatches)).toEqual([])
    }),
    { numRuns: 30, seed: 31 },
  )
}, 60_000)

test('behavior: what later facts make of other keys by a late one is made anew', async () => {
  const pool = absolute(4n, { unit: 'isolated:pool' })
  const owed = absolute(3n, { unit: 'isolated:net', side: 'liability' })
  const { venue, account, unit, asset, contract } = owed
  const bodiesAt: readonly (readonly FactBody[])[] = [
    [balance(100n)],
    [pool, owed],
    // Of the pool's 9 it has 4 already, and of what is paid 3 are owed.
    [{ ...pool, change: { type: 'absolute', value: 9n }, against: 'cross' }],
    [{ kind: 'net', venue, account, unit, asset, contract, amount: 5n }],
  ]
  const all = bodiesAt.flatMap((own, i) => transaction(own, { blockNumber: BigInt(i + 1) }))
  const isLate = ({ at }: Fact) => at.blockNumber === 2n
  const store = await storeWith(all.filter((fact) => !isLate(fact)))
  await recordLate({ chain, store, topology, env }, late(all.filter(isLate)))
  const { rows } = await contentOf(store)
  expect(rows).toEqual((await contentOf(await storeWith(all))).rows)
  expect(rows.find((row) => row.includes('|cross|') && row.endsWith(' 3 95'))).toBeDefined()
  expect(rows.find((row) => row.includes('|isolated:net|') && row.endsWith(' 4 2'))).toBeDefined()
})

test('behavior: a stray below what joins, in a block that names a transfer, is counted once', async () => {
  const named = transaction([balance(5n, { key }), movement(stranger, vault, 8n)], {
    blockNumber: 3n,
  })
  const others = transaction([balance(2n, { account: bob })], { blockNumber: 6n })
  const joining = others.map((fact) => ({ ...fact, decoder: factDecoder('test@1', 'joins') }))
  const store = await storeWith(named)
  const range = { fromBlock: 1n, toBlock: 200n, sourceIds: new Set(['joins']) }
  await recordLate({ chain, store, topology, env }, late(joining, { joining: range }))
  const { rows } = await contentOf(store)
  expect(rows).toEqual((await contentOf(await storeWith([...named, ...joining]))).rows)
  expect(rows.filter((row) => row.startsWith('residual'))).toHaveLength(2)
})

test('behavior: what is known already raises no revision, also among other facts of its blocks', async () => {
  const known = transaction([balance(5n), movement(stranger, vault, 5n)], { blockNumber: 4n })
  const store = await storeWith(known)
  const before = await revisionOf(store)
  expect(await recordLate({ chain, store, topology, env }, late(known))).toBe('known')
  expect(await revisionOf(store)).toBe(before)
  const more = [...known, ...transaction([balance(2n)], { blockNumber: 4n, txIndex: 1 })]
  expect(await recordLate({ chain, store, topology, env }, late(more))).toBe('recorded')
  expect(await recordLate({ chain, store, topology, env }, late(more))).toBe('known')
  expect(await revisionOf(store)).toBe(before + 1)
})

test('behavior: facts of a block that is recorded with another hash are not taken', async () => {
  const store = await storeWith(transaction([balance(5n)], { blockNumber: 4n }))
  const [fact] = transaction([balance(2n)], { blockNumber: 4n, txIndex: 1 })
  if (fact === undefined) throw new Error('one fact')
  const forked = { ...fact, at: { ...fact.at, blockHash: word(0xee) } }
  const before = await contentOf(store)
  expect(await recordLate({ chain, store, topology, env }, late([forked]))).toBe('otherChain')
  expect(await contentOf(store)).toEqual(before)
})

test('behavior: another reading of a log takes the place of the former', async () => {
  const known = transaction([balance(5n), balance(1n)], { blockNumber: 4n })
  const store = await storeWith([...known, ...transaction([balance(3n)], { blockNumber: 6n })])
  const [first] = transaction([balance(9n)], { blockNumber: 4n })
  if (first === undefined) throw new Error('one fact')
  expect(await recordLate({ chain, store, topology, env }, late([first]))).toBe('recorded')
  const snapshot = await store.snapshot()
  const rows = snapshot.series(
    { of: 'accounts', venue: 'lab', accounts: [alice] },
    new Map([[1, 200n]]),
  )
  snapshot.release()
  expect(rows.map(({ values }) => values)).toEqual([[13n]])
})

test('behavior: without a reason nothing is revised', async () => {
  const store = await storeWith(transaction([balance(5n)], { blockNumber: 4n }))
  const more = transaction([balance(2n)], { blockNumber: 5n })
  await recordLate({ chain, store, topology, env }, late(more, { reason: undefined }))
  expect(await revisionOf(store)).toBe(0)
})
