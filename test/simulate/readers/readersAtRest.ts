import { SUBSCRIPTIONS_PER_CLIENT_MAX } from '../../../src/api/limits/limits.ts'
import { InvariantBroken } from '../Failure.ts'
import { messagesOf, sharedKeys, traderAt } from '../lookUp.ts'
import type { Session } from '../Session.ts'
import { venueId } from '../world/Deployment.ts'
import { askAt } from './askWhole.ts'
import { freshDocuments, subscriptionDocuments } from './documents.ts'
import type { GraphqlReaders } from './GraphqlReaders.ts'
import { contentOf, hear } from './hear.ts'
import { closeReaders, openReaders } from './openReaders.ts'
import type { Change, Subscriber } from './Subscriber.ts'
import { turnPage } from './turnPage.ts'
import type { TransferData } from './WholeData.ts'

/** Virtual ms in which the slow have taken what waits, and everybody has heard that a chain is called fresh again. */
const hearMs = 2_000

/** Virtual ms within which every chain is called fresh again once its endpoints answer: more than any backoff. */
const freshMs = 60_000

/** Settled moments that are asked for once more. */
const againMax = 2

/**
 * At rest: the last thing that every subscriber was told is what a fresh question answers, no change was lost on the way;
 * the past is what it was; pages that were begun come to their end. Throws `InvariantBroken`.
 */
export async function checkReadersAtRest(session: Session): Promise<void> {
  const { readers: state } = session
  // Whoever came back with nobody to read for would only cost time.
  if (state.graphql === undefined && state.lost.length === 0) return
  await openReaders(session)
  await checkTold(session)
  for (const timestamp of [...state.settled.keys()].slice(-againMax))
    await askAt(session, { by: 'timestamp', timestamp }, 0)
  for (const list of ['transfers', 'accounts'] as const)
    while (state.paging.has(list)) await turnPage(session, { type: 'page', list, pick: 0 })
  hear(session)
}

/** Every so many seeds somebody opens more subscriptions than one may. */
const limitEvery = 10

/** The program ends, and nothing of those who listened is left. Throws `InvariantBroken`. */
export async function endReaders(session: Session): Promise<void> {
  // Meanwhile a silence may have come and gone, in which nothing was recorded.
  await checkTold(session)
  if (session.world.deployment.seed % limitEvery === 0) await checkSubscriptionLimit(session)
  await closeReaders(session, false)
}

/** Holds what everybody was told last against a fresh answer; then all of them leave. Throws `InvariantBroken`. */
export async function dismissAll(session: Session): Promise<void> {
  await checkTold(session)
  const { graphql } = session.readers
  for (const subscriber of graphql?.subscribers ?? []) {
    await session.world.clock.hold(subscriber.cut())
    if (subscriber.ended === 'abandon') subscriber.ended = 'return'
  }
  await session.world.clock.run(hearMs)
  hear(session)
}

/** Holds the last message of everybody who listens against a fresh answer. Throws `InvariantBroken`. */
export async function checkTold(session: Session): Promise<void> {
  if (session.readers.graphql === undefined) return
  const graphql = await openReaders(session)
  for (const subscriber of graphql.subscribers) subscriber.setSlow(false)
  await awaitFresh(session)
  await session.world.clock.run(hearMs)
  hear(session)
  for (const subscriber of graphql.subscribers)
    if (subscriber.ended === undefined) await checkLast(session, graphql, subscriber)
}

/** Endpoints are asked again one by one: between two chains that come back a fresh answer is ahead of what was told. */
async function awaitFresh({ world, program }: Session): Promise<void> {
  const listStale = (): readonly string[] =>
    program.views.status().flatMap(({ name, isStale }) => (isStale ? [name] : []))
  try {
    await world.clock.until(() => listStale().length === 0, freshMs)
  } catch {
    throw new InvariantBroken('staleness', `${listStale()} answer again and are called stale`)
  }
}

type Named = Pick<TransferData, 'key' | 'bridge'>

interface FreshData {
  account?: object
  transfers?: { nodes: readonly Named[] }
}

async function checkLast(
  { world }: Session,
  readers: GraphqlReaders,
  { plan, messages }: Subscriber,
): Promise<void> {
  const { account, transfers } = await readers.ask<FreshData>(
    freshDocuments[plan.to],
    plan.variables,
  )
  const told = new Map<string, string>()
  for (const { data } of messages) {
    if (data === null) continue
    const { change } = data
    if (!('key' in change)) told.set('account', contentOf(change))
    else if (change.transfer === null) told.delete(change.key)
    else told.set(change.key, JSON.stringify(change.transfer))
  }
  const wanted = account === undefined ? (transfers?.nodes ?? []) : [account]
  const fresh = new Map(wanted.map((each) => [keyOf(each), JSON.stringify(each)]))
  const seen = messages.flatMap(({ data }) => toTransfers(data?.change))
  const shared = new Set([
    ...sharedKeys(messagesOf(world)),
    ...keysOfSeveral([...seen, ...(transfers?.nodes ?? [])]),
  ])
  for (const key of new Set([...told.keys(), ...fresh.keys()])) {
    // Of two transfers with one name nobody says here which was told last.
    if (shared.has(key)) continue
    const [given = 'nothing', asked = 'nothing'] = [told.get(key), fresh.get(key)]
    if (given !== asked)
      throw new InvariantBroken(
        'readers',
        `${key} was last told otherwise\n${showApart(given, asked)}`,
      )
  }
}

function toTransfers(change: Change | undefined): readonly Named[] {
  return change === undefined || !('key' in change) || change.transfer === null
    ? []
    : [change.transfer]
}

/** Keys that stand for transfers of two bridges: what one of them sent the other may pay out, forged, under the same key. */
function keysOfSeveral(transfers: readonly Named[]): readonly string[] {
  const bridges = new Map(transfers.map(({ key, bridge }) => [key, bridge]))
  return transfers.flatMap(({ key, bridge }) => (bridges.get(key) === bridge ? [] : [key]))
}

function keyOf(each: object): string {
  return 'key' in each ? String(each.key) : 'account'
}

/** Characters shown around the first place at which two texts differ. */
const shownMax = 200

function showApart(given: string, asked: string): string {
  let at = 0
  while (given[at] === asked[at] && at < given.length) at += 1
  const from = Math.max(0, at - shownMax)
  return [given, asked].map((text) => text.slice(from, at + shownMax)).join('\n')
}

/** One client opens as many subscriptions as it may, and is refused one more; when all are gone it may come again. */
async function checkSubscriptionLimit(session: Session): Promise<void> {
  const readers = await openReaders(session)
  const plan = {
    to: 'account',
    document: subscriptionDocuments.account,
    variables: { venue: venueId, owner: traderAt(session.world.deployment, 0) },
    client: 'greedy',
    isSlow: false,
  } as const
  const before = readers.server.watches.count()
  const open = async (): Promise<Subscriber> => {
    return readers.subscribe(plan)
  }
  for (let i = 0; i < SUBSCRIPTIONS_PER_CLIENT_MAX; i += 1) await open()
  const refused = await open()
  const codes = refused.messages.flatMap(({ errors }) =>
    errors.map((each) => each.extensions?.code),
  )
  if (codes.join() !== 'TOO_MANY_SUBSCRIPTIONS')
    throw new InvariantBroken('limits', `one subscription too many is answered ${codes}`)
  const greedy = readers.subscribers.filter((each) => each.plan.client === plan.client)
  for (const subscriber of greedy) await session.world.clock.hold(subscriber.leave('return'))
  readers.subscribers = readers.subscribers.filter((each) => each.plan.client !== plan.client)
  const left = readers.server.watches.count() - before
  if (left !== 0) throw new InvariantBroken('readers', `${left} of those who left are counted`)
  const again = await open()
  if (again.messages.some(({ errors }) => errors.length > 0))
    throw new InvariantBroken('limits', 'who has left may not come again')
  await session.world.clock.hold(again.leave('return'))
}
