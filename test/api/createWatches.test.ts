import { expect, test } from 'vitest'
import { SUBSCRIPTIONS_MAX, SUBSCRIPTIONS_PER_CLIENT_MAX } from '../../src/api/limits/limits.ts'
import { createWatches } from '../../src/api/watch/createWatches.ts'
import { watchMarginAccount } from '../../src/api/watch/watchMarginAccount.ts'
import { watchTransfer, watchTransfers } from '../../src/api/watch/watchTransfers.ts'
import { account, address, hash, owner, transfer, venue } from './support/fakeData.ts'
import { createFakeViews, cutError } from './support/fakeViews.ts'
import { createTestLog, testEnv } from './support/testEnv.ts'

function setup() {
  const views = createFakeViews()
  const log = createTestLog()
  const watches = createWatches({ views, env: testEnv, log })
  return { views, log, watches }
}

/** Lets every round that can run without further input run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
}

test('default: what there is comes first, then what changed', async () => {
  const { views, watches } = setup()
  const events = await watches.subscribe(watchMarginAccount(venue, owner), 'a')
  expect((await events.next()).value.view.owner).toBe(owner)

  views.state.accounts.set(owner, account(owner, 11n))
  views.publish()
  const second = await events.next()
  expect(second.value.view.lines[0]?.amount).toBe(11n)
  expect(second.value.cut.sequence).toBe(6)
})

test('behavior: publications before the first subscription do not silence it', async () => {
  const { views, watches } = setup()
  views.publish()
  await settle()
  const events = await watches.subscribe(watchMarginAccount(venue, owner), 'a')
  await events.next()
  views.state.accounts.set(owner, account(owner, 11n))
  views.publish()
  expect((await events.next()).value.view.lines[0]?.amount).toBe(11n)
})

test('behavior: a new cut with the same content is no event', async () => {
  const { views, watches } = setup()
  const events = await watches.subscribe(watchMarginAccount(venue, owner), 'a')
  await events.next()
  views.publish()
  views.publish()
  await settle()
  views.state.accounts.set(owner, account(owner, 11n))
  views.publish()
  expect((await events.next()).value.cut.sequence).toBe(8)
})

test('behavior: one evaluation per publication, however many follow the same account', async () => {
  const { views, watches } = setup()
  const watch = watchMarginAccount(venue, owner)
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, n) => watches.subscribe(watch, String(n))),
  )
  for (const events of all) expect((await events.next()).done).toBe(false)
  const before = views.evaluations
  views.state.accounts.set(owner, account(owner, 11n))
  views.publish()
  for (const events of all) expect((await events.next()).value.cut.sequence).toBe(6)
  expect(views.evaluations - before).toBe(1)
})

test('behavior: a later subscriber gets the state without an evaluation of its own', async () => {
  const { views, watches } = setup()
  const first = await watches.subscribe(watchMarginAccount(venue, owner), 'a')
  await first.next()
  views.publish()
  await settle()
  const before = views.evaluations
  const second = await watches.subscribe(watchMarginAccount(venue, owner), 'b')
  expect((await second.next()).value.cut.sequence).toBe(6)
  expect(views.evaluations).toBe(before)
})

test('behavior: a slow subscriber gets the newest state and no backlog', async () => {
  const { views, watches } = setup()
  const events = await watches.subscribe(watchMarginAccount(venue, owner), 'a')
  for (let amount = 1n; amount <= 50n; amount += 1n) {
    views.state.accounts.set(owner, account(owner, amount))
    views.publish()
    await settle()
  }
  expect((await events.next()).value.view.lines[0]?.amount).toBe(50n)
  views.state.accounts.set(owner, account(owner, 51n))
  views.publish()
  expect((await events.next()).value.view.lines[0]?.amount).toBe(51n)
})

test('behavior: what changed and is again as it was told is no event', async () => {
  const { views, watches } = setup()
  const events = await watches.subscribe(watchMarginAccount(venue, owner), 'a')
  await events.next()
  for (const amount of [11n, undefined, 12n, undefined]) {
    views.state.accounts.set(owner, account(owner, amount))
    views.publish()
    await settle()
  }
  const next = events.next()
  await settle()
  views.state.accounts.set(owner, account(owner, 13n))
  views.publish()
  expect((await next).value.view.lines[0]?.amount).toBe(13n)
})

test('behavior: leaving while waiting lets go at once', async () => {
  const { views, watches } = setup()
  const events = await watches.subscribe(watchMarginAccount(venue, owner), 'a')
  await events.next()
  const waiting = events.next()
  expect(watches.count()).toBe(1)
  await events.return?.()
  expect(await waiting).toEqual({ done: true, value: undefined })
  expect(watches.count()).toBe(0)
  const before = views.opened.length
  views.publish()
  await settle()
  expect(views.opened.length).toBe(before)
  expect(views.released).toBe(views.opened.length)
})

test('behavior: a transfer is followed before anybody has seen it, and after a reorg took it', async () => {
  const { views, watches } = setup()
  views.state.transfers = []
  const events = await watches.subscribe(watchTransfer(hash(1)), 'a')
  expect((await events.next()).value.transfer).toBeUndefined()
  views.state.transfers = [transfer(1)]
  views.publish()
  expect((await events.next()).value.transfer?.view.state).toBe('IN_FLIGHT')
  views.state.transfers = []
  views.publish()
  expect((await events.next()).value).toMatchObject({ key: hash(1), transfer: undefined })
})

test('behavior: of many transfers only the changed one is told, a vanished one once', async () => {
  const { views, watches } = setup()
  const events = await watches.subscribe(watchTransfers(venue, owner), 'a')
  const keys = [await events.next(), await events.next(), await events.next()]
  expect(keys.map(({ value }) => value.key)).toEqual([hash(1), hash(2), hash(3)])

  views.state.transfers = [transfer(1), { ...transfer(2), state: 'DELIVERED' }, transfer(3)]
  views.publish()
  expect((await events.next()).value.transfer?.view.state).toBe('DELIVERED')

  views.state.transfers = [transfer(1), transfer(3)]
  views.publish()
  expect((await events.next()).value).toMatchObject({ key: hash(2), transfer: undefined })
  views.publish()
  await settle()
  views.state.transfers = [{ ...transfer(1), state: 'STUCK' }, transfer(3)]
  views.publish()
  expect((await events.next()).value).toMatchObject({ key: hash(1) })
})

test('behavior: close ends every iteration and lets go of the views', async () => {
  const { views, watches } = setup()
  const events = await watches.subscribe(watchMarginAccount(venue, owner), 'a')
  await events.next()
  const waiting = events.next()
  await watches.close()
  expect((await waiting).done).toBe(true)
  expect(views.listeners.size).toBe(0)
  expect(watches.count()).toBe(0)
  await expect(watches.subscribe(watchTransfer(hash(1)), 'a')).rejects.toMatchObject({
    code: 'CLOSING',
  })
})

test('behavior: a round that fails ends its followers with the error, and others may come', async () => {
  const { views, watches, log } = setup()
  const events = await watches.subscribe(watchMarginAccount(venue, owner), 'a')
  await events.next()
  const waiting = events.next()
  views.state.failure = cutError('NO_DATA_YET')
  views.publish()
  await expect(waiting).rejects.toMatchObject({ code: 'NO_DATA_YET' })
  expect((await events.next()).done).toBe(true)
  expect(log.lines).toHaveLength(1)
  views.state.failure = undefined
  const again = await watches.subscribe(watchMarginAccount(venue, owner), 'a')
  expect((await again.next()).done).toBe(false)
  expect(views.released).toBe(views.opened.length)
})

test('behavior: one watch that fails leaves the others alone', async () => {
  const { views, watches } = setup()
  const accounts = await watches.subscribe(watchMarginAccount(venue, owner), 'a')
  const transfers = await watches.subscribe(watchTransfer(hash(1)), 'a')
  await accounts.next()
  await transfers.next()
  const waiting = accounts.next()
  views.state.accountFailure = new Error('broken')
  views.state.transfers = []
  views.publish()
  await expect(waiting).rejects.toThrow('broken')
  expect((await transfers.next()).value.transfer).toBeUndefined()
})

test('error: a failed subscription leaves nothing behind', async () => {
  const { views, watches } = setup()
  views.state.failure = cutError('NO_DATA_YET')
  await expect(watches.subscribe(watchTransfer(hash(1)), 'a')).rejects.toMatchObject({
    code: 'NO_DATA_YET',
  })
  expect(watches.count()).toBe(0)
})

test('error: TOO_MANY_SUBSCRIPTIONS of one client, and of all', async () => {
  const { watches } = setup()
  const mine = Array.from({ length: SUBSCRIPTIONS_PER_CLIENT_MAX }, (_, n) =>
    watches.subscribe(watchTransfer(hash(n)), 'mine'),
  )
  await Promise.all(mine)
  await expect(watches.subscribe(watchTransfer(hash(1)), 'mine')).rejects.toMatchObject({
    code: 'TOO_MANY_SUBSCRIPTIONS',
  })
  const left = SUBSCRIPTIONS_MAX - SUBSCRIPTIONS_PER_CLIENT_MAX
  const others = Array.from({ length: left }, (_, n) =>
    watches.subscribe(watchMarginAccount(venue, address(1)), `other ${n}`),
  )
  await Promise.all(others)
  await expect(watches.subscribe(watchTransfer(hash(1)), 'new')).rejects.toMatchObject({
    code: 'TOO_MANY_SUBSCRIPTIONS',
  })
  await (await mine[0])?.return?.()
  const again = await watches.subscribe(watchTransfer(hash(1)), 'mine')
  expect((await again.next()).done).toBe(false)
})
