import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { assert, InvariantError } from '../../src/errors/assert.ts'
import { BaseError } from '../../src/errors/BaseError.ts'
import { crossError, reviveError } from '../../src/errors/crossError.ts'
import type { Store } from '../../src/store/Store.ts'
import { StoreFullError } from '../../src/store/StoreFullError.ts'
import { openSqliteStore } from '../../src/store/sqlite/openSqliteStore.ts'
import { cuts, describeCut } from './support/describeCut.ts'
import {
  alice,
  balance,
  batch,
  block,
  chainA,
  chainB,
  holding,
  holdingKey,
} from './support/rows.ts'
import { step, take } from './support/steps.ts'
import { nowMs, tempPath, tempStore } from './support/tempStore.ts'
import { createChain } from './support/world.ts'

async function openThreaded(path: string): Promise<Store> {
  const store = await openSqliteStore({ path, pid: process.pid, nowMs, thread: true })
  onTestFinished(() => store.close())
  return store
}

async function collect(store: Store, chainId: number) {
  const facts = []
  for await (const page of store.facts(chainId, 0n)) facts.push(...page)
  const rows = []
  for await (const page of store.rows(chainId)) rows.push(...page)
  const { damage } = await store.checkDigests(chainId)
  return { facts, rows, damage, progress: await store.progress(chainId) }
}

async function describeAll(store: Store) {
  const snapshot = await store.snapshot()
  const described = cuts.map((cut) => describeCut(snapshot, cut))
  snapshot.release()
  return { described, a: await collect(store, chainA), b: await collect(store, chainB) }
}

test('behavior: a thread records what the same calls record without one', async () => {
  const steps = fc.sample(fc.array(step, { minLength: 20, maxLength: 20 }), {
    seed: 11,
    numRuns: 3,
  })
  let facts = 0
  for (const history of steps) {
    const stores = [await openThreaded(tempPath()), await tempStore()]
    const described = []
    for (const store of stores) {
      const chains = [createChain(chainA), createChain(chainB)] as const
      for (const each of history) await take(store, chains[each.on === 0 ? 0 : 1], each)
      described.push(await describeAll(store))
    }
    expect(described[0]).toEqual(described[1])
    facts += described[0]?.a.facts.length ?? 0
  }
  expect(facts).toBeGreaterThan(0)
})

test('behavior: closing waits for everything that was asked before', async () => {
  const path = tempPath()
  const store = await openThreaded(path)
  const commits = [1, 2, 3].map((number) =>
    store.commit(
      batch(chainA, block(number), {
        facts: [balance(chainA, block(number), { account: alice, delta: 1n })],
        series: [holding(chainA, alice, number, BigInt(number))],
      }),
    ),
  )
  await store.close()
  expect(await Promise.all(commits)).toEqual([1, 2, 3])
  await expect(store.recordIncident(incident)).rejects.toMatchObject({ code: 'STORE_CLOSED' })
  const next = await tempStore(path)
  expect((await next.progress(chainA))?.indexed).toEqual(block(3))
  expect([...(await next.latest([holdingKey(chainA, alice)])).values()]).toEqual([[3n]])
})

const incident = { code: 'TEST', chainId: chainA, atMs: 1, text: 'A test.', evidence: {} }

test('behavior: a batch that fails leaves what was before, and the next one goes on', async () => {
  const store = await openThreaded(tempPath())
  const key = holdingKey(chainA, alice)
  await store.commit(batch(chainA, block(2), { series: [holding(chainA, alice, 2, 2n)] }))
  const lower = store.commit(batch(chainA, block(1), { series: [holding(chainA, alice, 1, 9n)] }))
  await expect(lower).rejects.toThrow(InvariantError)
  await expect(lower).rejects.toThrow('a commit never lowers the progress')
  expect([...(await store.latest([key])).values()]).toEqual([[2n]])
  const facts = [balance(chainA, block(3), { account: alice, delta: 1n })]
  const series = [holding(chainA, alice, 3, 3n)]
  expect(await store.commit(batch(chainA, block(3), { facts, series }))).toBe(2)
  expect([...(await store.latest([key])).values()]).toEqual([[3n]])
})

test('error: an open thread holds the lock of its store', async () => {
  const path = tempPath()
  await openThreaded(path)
  await expect(openThreaded(path)).rejects.toMatchObject({ code: 'STORE_LOCKED' })
})

test('default: an error keeps its class, code, sentences and stack between threads', () => {
  const full = new StoreFullError({ path: '/data/plimsoll.db', cause: new Error('no space') })
  const revived = reviveError(structuredClone(crossError(full)), [StoreFullError])
  expect(revived).toBeInstanceOf(StoreFullError)
  assert(revived instanceof BaseError, 'it is a base error')
  const { name, message, stack, code, shortMessage, retryable } = full
  expect(revived).toMatchObject({ name, message, stack, code, shortMessage, retryable })
  const bug = reviveError(structuredClone(crossError(new InvariantError('I2: broken'))))
  expect(bug).toBeInstanceOf(InvariantError)
  expect(bug.message).toBe('I2: broken')
  expect(reviveError(structuredClone(crossError('thrown text')))).toMatchObject({
    name: 'Error',
    message: 'thrown text',
  })
})
