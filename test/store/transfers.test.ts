import { expect, test } from 'vitest'
import type { Leg } from '../../src/facts/Leg.ts'
import type { Hex } from '../../src/facts/primitives.ts'
import type { TransferFilter, TransferPage } from '../../src/store/Snapshot.ts'
import type { Store } from '../../src/store/Store.ts'
import {
  alice,
  batch,
  block,
  bob,
  carol,
  chainA,
  chainB,
  leg,
  transferKey,
  venue,
} from './support/rows.ts'
import { tempStore } from './support/tempStore.ts'

const tip = new Map([
  [chainA, 100n],
  [chainB, 100n],
])
const key = transferKey('one')

async function record(store: Store, legs: readonly Leg[]) {
  for (const chainId of [chainA, chainB]) {
    const own = legs.filter(({ at }) => at.chainId === chainId)
    const numbers = new Set(own.map(({ at }) => Number(at.blockNumber)))
    const blocks = [...numbers].map((number) => block(number))
    await store.commit(batch(chainId, block(100), { blocks, legs: own }))
  }
}

async function openAt(store: Store, at: ReadonlyMap<number, bigint>) {
  const snapshot = await store.snapshot()
  const keysOf = (legs: readonly Leg[]) => [...new Set(legs.map((leg) => leg.key))]
  const answer = {
    all: keysOf(snapshot.legs({ of: 'open', venue: undefined, at })),
    venue: keysOf(snapshot.legs({ of: 'open', venue, at })),
    alice: keysOf(snapshot.legs({ of: 'openOfAccounts', venue, accounts: [alice], at })),
  }
  snapshot.release()
  return answer
}

const everywhere = { all: [key], venue: [key], alice: [key] }
const nowhere = { all: [], venue: [], alice: [] }
const sent = leg(chainA, block(10), { step: 'sent', key, of: alice })
const credited = leg(chainB, block(20), { step: 'credited', key, of: bob })

test('behavior: since earlier heights, also what was open at some heights in between is told', async () => {
  const store = await tempStore()
  await record(store, [sent, credited])
  const snapshot = await store.snapshot()
  const ofAlice = { of: 'openOfAccounts', venue, accounts: [alice] } as const
  const keysOf = (at: typeof tip, since?: typeof tip) =>
    snapshot.legs({ ...ofAlice, at, since }).map((own) => own.key)
  const before = new Map([
    [chainA, 9n],
    [chainB, 19n],
  ])
  // Neither the cut nor the earlier heights leave it open, and with its credit alone lost it is.
  expect(keysOf(tip)).toEqual([])
  expect(keysOf(before)).toEqual([])
  expect(new Set(keysOf(tip, before))).toEqual(new Set([key]))
  expect(keysOf(before, before)).toEqual([])
  expect(keysOf(tip, tip)).toEqual([])
  snapshot.release()
})

test('behavior: a transfer is the account’s from the cut on that has its own leg of it', async () => {
  const store = await tempStore()
  await record(store, [sent, credited])
  const snapshot = await store.snapshot()
  const keysOf = (account: Hex, a: bigint, b: bigint) => {
    const at = new Map([
      [chainA, a],
      [chainB, b],
    ])
    const selector = { of: 'openOfAccounts', venue, accounts: [account], at } as const
    return new Set(snapshot.legs(selector).map((own) => own.key))
  }
  expect(keysOf(alice, 10n, 19n)).toEqual(new Set([key]))
  expect(keysOf(bob, 10n, 19n)).toEqual(new Set())
  expect(keysOf(alice, 9n, 20n)).toEqual(new Set())
  expect(keysOf(bob, 9n, 20n)).toEqual(new Set([key]))
  snapshot.release()
})

test('behavior: a fee does not keep it open: both sides carry the same', async () => {
  const store = await tempStore()
  const paid = leg(chainB, block(20), { step: 'credited', key, of: bob, amount: 9n, carried: 10n })
  await record(store, [sent, paid])
  expect(await openAt(store, tip)).toEqual(nowhere)
  const other = await tempStore()
  await record(other, [sent, { ...paid, carried: 11n }])
  expect(await openAt(other, tip)).toEqual(everywhere)
})

test('behavior: a deadline does not keep it open once both sides carry the same', async () => {
  const promised = { ...sent, carried: 7n, deadline: 99n }
  const paid = leg(chainB, block(20), { step: 'credited', key, of: bob, amount: 7n })
  const store = await tempStore()
  await record(store, [promised, paid])
  expect(await openAt(store, tip)).toEqual(nowhere)
  const other = await tempStore()
  await record(other, [promised, { ...paid, amount: 8n }])
  expect(await openAt(other, tip)).toEqual(everywhere)
  const same = await tempStore()
  await record(same, [
    { ...sent, deadline: 99n },
    { ...paid, amount: sent.amount },
  ])
  expect(await openAt(same, tip)).toEqual(nowhere)
})

test('default: open from the sent leg to the credit, in each cut by its own heights', async () => {
  const store = await tempStore()
  await record(store, [sent, credited])
  const at = (a: bigint, b: bigint) =>
    new Map([
      [chainA, a],
      [chainB, b],
    ])
  expect(await openAt(store, at(9n, 19n))).toEqual(nowhere)
  expect(await openAt(store, at(10n, 19n))).toEqual(everywhere)
  // Nobody at this cut can say yet that it was alice who sent it.
  expect(await openAt(store, at(9n, 20n))).toEqual({ ...everywhere, alice: [] })
  expect(await openAt(store, at(10n, 20n))).toEqual(nowhere)
  expect(await openAt(store, new Map([[chainA, 50n]]))).toEqual(everywhere)
  expect(await openAt(store, new Map())).toEqual(nowhere)
})

test('behavior: a landing keeps it open until the venue credits', async () => {
  const store = await tempStore()
  const landed = leg(chainB, block(20), { step: 'credited', key })
  await record(store, [sent, landed])
  expect(await openAt(store, tip)).toEqual(everywhere)
  const byVenue = leg(chainB, block(22), { step: 'credited', via: 'venue', key, of: alice })
  await record(store, [byVenue])
  expect(await openAt(store, tip)).toEqual(nowhere)
})

const conflicts: readonly [string, Partial<Leg> & Pick<Leg, 'step'>][] = [
  ['a second sent leg', { step: 'sent' }],
  ['a second credit', { step: 'credited', bindings: credited.bindings }],
  ['a failure', { step: 'failed' }],
  ['a refund', { step: 'refunded' }],
  ['a cancellation', { step: 'cancelled' }],
]

test.each(conflicts)('behavior: %s keeps a transfer selected', async (_, extra) => {
  const store = await tempStore()
  await record(store, [sent, credited, leg(chainB, block(30), { ...extra, key, rank: 300 })])
  expect(await openAt(store, tip)).toEqual(everywhere)
})

const returns = ['refunded', 'cancelled'] as const
const returned = (step: Leg['step'], at = 20, parts: Partial<Leg> = {}, chainId = chainA) =>
  leg(chainId, block(at), { step, key, rank: 300, ...parts })

test.each(returns)('default: what came back is open until it was %s, in each cut', async (step) => {
  const store = await tempStore()
  await record(store, [sent, returned(step), leg(chainB, block(20), { step: 'failed', key })])
  const at = (a: bigint, b = 100n) =>
    new Map([
      [chainA, a],
      [chainB, b],
    ])
  expect(await openAt(store, at(9n))).toEqual({ ...nowhere, all: [key] })
  expect(await openAt(store, at(19n))).toEqual(everywhere)
  expect(await openAt(store, at(20n))).toEqual(nowhere)
  await store.retract({ chainId: chainA, ancestor: block(19), publishedAtMs: 1 })
  expect(await openAt(store, at(100n))).toEqual(everywhere)
})

test('behavior: what was cancelled first and refunded later has come back with the later one', async () => {
  const store = await tempStore()
  await record(store, [sent, returned('cancelled'), returned('refunded', 30)])
  expect(await openAt(store, new Map([[chainA, 29n]]))).toEqual(everywhere)
  expect(await openAt(store, tip)).toEqual(nowhere)
})

test('behavior: what was queued and never sent comes back like what was sent', async () => {
  const store = await tempStore()
  await record(store, [{ ...sent, step: 'queued' }, returned('refunded')])
  expect(await openAt(store, tip)).toEqual(nowhere)
})

test.each(returns)('behavior: a credit after it was %s opens it again', async (step) => {
  const store = await tempStore()
  await record(store, [sent, returned(step)])
  expect(await openAt(store, tip)).toEqual(nowhere)
  await store.retract({ chainId: chainB, ancestor: block(19), publishedAtMs: 1 })
  await store.commit(batch(chainB, block(100), { blocks: [block(20)], legs: [credited] }))
  expect(await openAt(store, tip)).toEqual(everywhere)
})

test.each<[string, readonly Leg[]]>([
  ['with another payload', [returned('refunded', 20, { payloadHash: transferKey('other') })]],
  ['twice', [returned('refunded'), returned('refunded', 30)]],
  ['of two sends', [returned('refunded'), { ...sent, at: { ...sent.at, logIndex: 9 } }]],
  ['beside one in the queue', [returned('refunded'), returned('queued', 11)]],
  ['over another bridge', [returned('refunded', 20, { bridge: 'another' })]],
  ['at its destination', [returned('cancelled', 20, {}, chainB)]],
  ['beside a cancellation there', [returned('refunded'), returned('cancelled', 20, {}, chainB)]],
])('behavior: a transfer that came back %s stays selected', async (_, others) => {
  const store = await tempStore()
  await record(store, [sent, ...others])
  expect(await openAt(store, tip)).toEqual(everywhere)
})

test('behavior: what came back is no delivery of its route, and is not on its way', async () => {
  const store = await tempStore()
  await record(store, [sent, returned('refunded')])
  const snapshot = await store.snapshot()
  const { bridge, origin, destination } = sent
  const route = { bridge, origin, destination }
  const page = { ...route, limit: 10 }
  expect(snapshot.deliveries({ ...page, sentUpTo: 100n, creditedUpTo: 100n })).toEqual([])
  const open = { ...page, order: 'asc', after: undefined } as const
  expect(snapshot.openTransfers({ ...open, at: tip })).toEqual([])
  expect(snapshot.openTransfers({ ...open, at: new Map([[chainA, 19n]]) })).toMatchObject([{ key }])
  expect(snapshot.openRoutes()).toEqual([])
  snapshot.release()
})

test('behavior: another amount or payload on the two sides keeps a transfer selected', async () => {
  for (const other of [{ amount: 9n }, { payloadHash: transferKey('other') }]) {
    const store = await tempStore()
    const credit = leg(chainB, block(20), { step: 'credited', key, of: bob, ...other })
    await record(store, [sent, credit])
    expect(await openAt(store, tip)).toEqual(everywhere)
  }
})

test('behavior: a refold binds a leg anew, and its former holder has it no more', async () => {
  const store = await tempStore()
  await record(store, [sent])
  const rebound = leg(chainA, block(10), { step: 'sent', key, of: carol })
  await store.refold({
    chainId: chainA,
    fromBlock: 10n,
    blocks: [],
    facts: [],
    legs: [rebound],
    keys: [],
    series: [],
    quarantined: [],
    coverage: [],
    publishedAtMs: 1,
    reason: 'The transaction was bound anew.',
  })
  expect(await openAt(store, tip)).toEqual({ ...everywhere, alice: [] })
  const snapshot = await store.snapshot()
  expect(snapshot.legs({ of: 'keys', keys: [key] })).toEqual([rebound])
  expect(snapshot).toMatchObject({ sequence: 3, revision: 1 })
  snapshot.release()
})

test('behavior: a block that returns starts over: a leg is there if it is recorded again', async () => {
  const store = await tempStore()
  await record(store, [sent, credited])
  const ancestor = block(19)
  await store.retract({ chainId: chainB, ancestor, publishedAtMs: 1 })
  await store.commit(batch(chainB, block(20)))
  expect(await openAt(store, tip)).toEqual(everywhere)
  await store.retract({ chainId: chainB, ancestor, publishedAtMs: 1 })
  await store.commit(batch(chainB, block(20), { legs: [credited] }))
  expect(await openAt(store, tip)).toEqual(nowhere)
})

test('behavior: the beneficiary of a binding owns the transfer too', async () => {
  const store = await tempStore()
  const [binding] = credited.bindings
  const beneficiary = { venue, account: alice, unit: 'cross' } as const
  const bindings = binding === undefined ? [] : [{ ...binding, beneficiary }]
  const toAlice = leg(chainA, block(10), { step: 'sent', key, bindings })
  await record(store, [toAlice])
  expect((await openAt(store, tip)).alice).toEqual([key])
})

test('behavior: pages in the order of first sight, both ways, by every filter', async () => {
  const store = await tempStore()
  const names = ['one', 'two', 'three', 'four'].map(transferKey)
  const [one, two, three, four] = names
  const legs = names.map((name, index) =>
    leg(chainA, block(10 + index), {
      step: 'sent',
      key: name,
      ...(index === 1 ? { of: alice } : {}),
      ...(index === 2 ? { bridge: 'across:usd', destination: 7 } : {}),
    }),
  )
  await record(store, legs)
  const snapshot = await store.snapshot()
  const page = (filter: TransferFilter, parameters: Partial<TransferPage> = {}) =>
    snapshot
      .transfers({ filter, order: 'asc', after: undefined, limit: 10, at: tip, ...parameters })
      .map((row) => row.key)
  expect(page({})).toEqual(names)
  expect(page({}, { order: 'desc', limit: 2 })).toEqual([four, three])
  const [, second] = snapshot.transfers({
    filter: {},
    order: 'asc',
    after: undefined,
    limit: 2,
    at: tip,
  })
  expect(page({}, { after: second?.rowId })).toEqual([three, four])
  expect(page({}, { after: second?.rowId, order: 'desc' })).toEqual([one])
  expect(page({}, { at: new Map([[chainA, 11n]]) })).toEqual([one, two])
  expect(page({ bridge: 'across:usd' })).toEqual([three])
  expect(page({ destination: 7, origin: chainA })).toEqual([three])
  expect(page({ venue })).toEqual([two])
  expect(page({ accounts: [alice, bob] })).toEqual([two])
  expect(page({ accounts: [alice], venue: 'unknown' })).toEqual([])
  expect(page({ accounts: [] })).toEqual([])
  expect(page({ key: four })).toEqual([four])
  expect(page({ bridge: 'unknown' })).toEqual([])
  snapshot.release()
})

test('behavior: what another bridge pays out under the same key closes nothing', async () => {
  const store = await tempStore()
  const forged = leg(chainB, block(20), { step: 'credited', key, of: bob, bridge: 'another' })
  await record(store, [sent, forged])
  expect(await openAt(store, tip)).toEqual(everywhere)
})
