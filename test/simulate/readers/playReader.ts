import type { ReaderAction } from '../Action.ts'
import { messagesOf, sharedKeys, traderAt } from '../lookUp.ts'
import type { Session } from '../Session.ts'
import { venueId } from '../world/Deployment.ts'
import type { Message } from '../world/Intent.ts'
import { askTooMuch } from './askTooMuch.ts'
import { askWhole } from './askWhole.ts'
import { subscriptionDocuments } from './documents.ts'
import { hear } from './hear.ts'
import { openReaders } from './openReaders.ts'
import type { SubscriberPlan } from './Subscriber.ts'
import { turnPage } from './turnPage.ts'

/** Subscribers at a time: each message costs the oracle a fold. */
const subscribersMax = 4

/** Plays what somebody does who reads through GraphQL. Throws `InvariantBroken`. */
export async function playReader(session: Session, action: ReaderAction): Promise<void> {
  hear(session)
  switch (action.type) {
    case 'ask':
      await askWhole(session, action)
      break
    case 'askTooMuch':
      await askTooMuch(session)
      break
    case 'page':
      await turnPage(session, action)
      break
    case 'subscribe':
      await subscribe(session, action)
      break
    case 'leave':
      await leave(session, action)
      break
    case 'hush':
      await hush(session, action)
      break
  }
  hear(session)
}

async function subscribe(
  session: Session,
  action: Extract<ReaderAction, { type: 'subscribe' }>,
): Promise<void> {
  const readers = await openReaders(session)
  if (readers.subscribers.filter(isThere).length >= subscribersMax) return
  await readers.subscribe(toPlan(session, action))
}

function toPlan(
  { world }: Session,
  { to, pick, isSlow }: Extract<ReaderAction, { type: 'subscribe' }>,
): SubscriberPlan {
  const trader = traderAt(world.deployment, pick)
  const messages = withoutShared(messagesOf(world))
  const parts = { document: subscriptionDocuments[to], client: `address ${pick % 3}`, isSlow }
  switch (to) {
    case 'account':
      return { to, ...parts, variables: { venue: venueId, owner: trader } }
    case 'transfer': {
      // Now and then one that nobody has seen.
      const key = messages[pick % (messages.length + 1)]?.key ?? `0x${'5e'.repeat(32)}`
      return { to, ...parts, variables: { key } }
    }
    case 'transfers': {
      const account = pick % 2 === 0 ? trader : undefined
      return { to, ...parts, variables: { venue: venueId, account } }
    }
  }
}

/** A key that two versions of a route use is no name of one transfer. */
function withoutShared(messages: readonly Message[]): readonly Message[] {
  const shared = sharedKeys(messages)
  return messages.filter(({ key }) => !shared.has(key))
}

/** Of so many who leave one takes all others along. */
const allLeaveEvery = 4

async function leave(
  session: Session,
  { pick, way }: Extract<ReaderAction, { type: 'leave' }>,
): Promise<void> {
  const there = session.readers.graphql?.subscribers.filter(isThere) ?? []
  const leaving = pick % allLeaveEvery === 0 ? there : [there[pick % Math.max(there.length, 1)]]
  for (const subscriber of leaving)
    if (subscriber !== undefined) await session.world.clock.hold(subscriber.leave(way))
}

/** One falls silent, or takes what has come meanwhile: at most the newest state of each object waits, and what is on the way. */
async function hush(
  session: Session,
  { pick, isSlow }: Extract<ReaderAction, { type: 'hush' }>,
): Promise<void> {
  const there = session.readers.graphql?.subscribers.filter(isThere) ?? []
  there[pick % Math.max(there.length, 1)]?.setSlow(isSlow)
  await session.world.clock.run(1)
}

function isThere({ ended }: { ended: string | undefined }): boolean {
  return ended === undefined
}
