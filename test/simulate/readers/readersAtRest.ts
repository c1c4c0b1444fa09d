import { SUBSCRIPTIONS_PER_CLIENT_MAX } from '../../../src/api/limits/limits.ts'
import { traderAt } from '../applyAction.ts'
import { InvariantBroken } from '../Failure.ts'
import { findDifference } from '../findDifference.ts'
import type { Session } from '../Session.ts'
import { venueId } from '../world/Deployment.ts'
import { askAt } from './askWhole.ts'
import { freshDocuments, subscriptionDocuments } from './documents.ts'
import type { GraphqlReaders } from './GraphqlReaders.ts'
import { contentOf, hear } from './hear.ts'
import { openReaders } from './openReaders.ts'
import type { Subscriber } from './Subscriber.ts'
import { turnPage } from './turnPage.ts'

/** Virtual ms in which the slow have taken what waits. */
const hearMs = 200

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

/** Holds the last message of everybody who listens against a fresh answer. Throws `InvariantBroken`. */
export async function checkTold(session: Session): Promise<void> {
  const { graphql } = session.readers
  if (graphql === undefined) return
  for (const subscriber of graphql.subscribers) subscriber.setSlow(false)
  await session.world.clock.run(hearMs)
  hear(session)
  for (const subscriber of graphql.subscribers)
    if (subscriber.ended === undefined) await checkLast(graphql, subscriber)
}

interface FreshData {
  account?: object
  transfers?: { nodes: readonly { key: string }[] }
}

async function checkLast(readers: GraphqlReaders, { plan, messages }: Subscriber): Promise<void> {
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
  const difference = findDifference(
    [...told.values()],
    wanted.map((each) => JSON.stringify(each)),
  )
  if (difference !== undefined)
    throw new InvariantBroken(
      'readers',
      `${JSON.stringify(plan.variables)} was last told otherwise\n${difference}`,
    )
}

/** One client opens as many subscriptions as it may, and is refused one more; when all are gone it may come again. */
export async function checkSubscriptionLimit(session: Session): Promise<void> {
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
    const subscriber = await readers.subscribe(plan)
    await session.world.clock.run(0)
    return subscriber
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
