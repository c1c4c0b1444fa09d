import { expect, test } from 'vitest'
import { createWatches } from '../../src/api/watch/createWatches.ts'
import { watchMarginAccounts } from '../../src/api/watch/watchMarginAccounts.ts'
import type { Status } from '../../src/margin/MarginStatus.ts'
import { account, address, venue } from './support/fakeData.ts'
import { createFakeViews } from './support/fakeViews.ts'
import { createTestLog, testEnv } from './support/testEnv.ts'

const [alice, bob] = [address(1), address(2)]

/** Two accounts of a venue; `put` publishes another status of one. */
function setup() {
  const views = createFakeViews()
  const watches = createWatches({ views, env: testEnv, log: createTestLog() })
  const put = (owner: typeof alice, status: Status) => {
    const own = account(owner, 1n)
    views.state.accounts.set(owner, { ...own, margin: { ...own.margin, status } })
  }
  put(alice, 'LIQUIDATABLE')
  put(bob, 'HEALTHY')
  return { views, watches, put }
}

test('default: who is in trouble comes first, then whose status changed', async () => {
  const { views, watches, put } = setup()
  const events = await watches.subscribe(watchMarginAccounts(venue), 'a')
  const next = async () => {
    const { view } = (await events.next()).value
    return [view.owner, view.margin.status]
  }
  expect(await next()).toEqual([alice, 'LIQUIDATABLE'])
  put(bob, 'WARNING')
  views.publish()
  expect(await next()).toEqual([bob, 'WARNING'])
  put(alice, 'INSOLVENT')
  views.publish()
  expect(await next()).toEqual([alice, 'INSOLVENT'])
})

test('behavior: who is calm again is told once', async () => {
  const { views, watches, put } = setup()
  const events = await watches.subscribe(watchMarginAccounts(venue), 'a')
  await events.next()
  put(alice, 'HEALTHY')
  views.publish()
  const told = (await events.next()).value
  expect([told.view.owner, told.view.margin.status]).toEqual([alice, 'HEALTHY'])
  views.publish()
  put(bob, 'REDUCE_ONLY')
  views.publish()
  expect((await events.next()).value.view.owner).toBe(bob)
})

test('behavior: figures that move within a status are no event', async () => {
  const { views, watches, put } = setup()
  const events = await watches.subscribe(watchMarginAccounts(venue), 'a')
  await events.next()
  const own = account(alice, 99n)
  views.state.accounts.set(alice, { ...own, margin: { ...own.margin, status: 'LIQUIDATABLE' } })
  views.publish()
  put(bob, 'WARNING')
  views.publish()
  expect((await events.next()).value.view.owner).toBe(bob)
})
