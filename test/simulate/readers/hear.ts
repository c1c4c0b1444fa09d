import { CutError } from '../../../src/api/views/cut/CutError.ts'
import { checkRefusal } from '../checks/checkRefusal.ts'
import { InvariantBroken } from '../Failure.ts'
import { findDifference } from '../findDifference.ts'
import type { OracleState } from '../oracle/Oracle.ts'
import { spellLine, spellOracle, spellTransfer } from '../readAnswer.ts'
import { oracleAt, type Session } from '../Session.ts'
import { type GraphqlReaders, toRefusal } from './GraphqlReaders.ts'
import type { Change, Subscriber } from './Subscriber.ts'
import { toAccount, toCut, toTransfer } from './toCutReader.ts'

/**
 * Holds every message that came since the last time against the oracle at the message's own cut, and against the message
 * before it; and what the server says it has open against who is there. Throws `InvariantBroken`.
 */
export function hear(session: Session): void {
  const { graphql } = session.readers
  if (graphql === undefined) return
  for (const subscriber of graphql.subscribers)
    for (; subscriber.checked < subscriber.messages.length; subscriber.checked += 1)
      hearMessage(session, subscriber, subscriber.checked)
  // Who was refused has no subscription; who merely does not listen any more has.
  const open = graphql.subscribers.filter(
    ({ ended }) => ended === undefined || ended === 'abandon',
  ).length
  const count = graphql.server.watches.count()
  if (count !== open)
    throw new InvariantBroken('readers', `${open} subscribe, ${count} are counted`)
  const broken = graphql.subscribers.find(({ ended }) => ended === 'broken')
  if (broken !== undefined)
    throw new InvariantBroken('readers', `the stream of ${JSON.stringify(broken.plan)} broke`)
  checkIdle(graphql, open)
}

/**
 * Plays what leaves the program itself deceived: everybody takes what they are told meanwhile, and it is held against
 * nothing. What came before is heard first.
 */
export async function hearNothingOf(session: Session, play: () => Promise<void>): Promise<void> {
  const { graphql } = session.readers
  for (const subscriber of graphql?.subscribers ?? []) subscriber.setSlow(false)
  await session.world.clock.run(1)
  hear(session)
  await play()
  for (const subscriber of graphql?.subscribers ?? [])
    subscriber.checked = subscriber.messages.length
}

/** Where nobody listens nothing is read for anybody. */
function checkIdle(graphql: GraphqlReaders, open: number): void {
  const evaluations = graphql.evaluations()
  const before = graphql.idleEvaluations ?? evaluations
  graphql.idleEvaluations = open > 0 ? undefined : before
  if (open === 0 && evaluations !== before)
    throw new InvariantBroken('readers', 'watches are evaluated for nobody')
}

function hearMessage(session: Session, subscriber: Subscriber, index: number): void {
  const message = subscriber.messages[index]
  if (message === undefined) return
  if (message.errors.length > 0) {
    hearRefusal(session, message.errors)
    return
  }
  const change = message.data?.change
  if (change === undefined) throw new InvariantBroken('api', 'an event has neither data nor errors')
  session.figures.heard += 1
  const before = subscriber.messages
    .slice(0, index)
    .findLast(({ data }) => data !== null && isOfSame(data.change, change))?.data?.change
  if (before !== undefined) compare(subscriber, before, change)
  const cut = toCut(change.cut)
  const state = recall(session, cut)
  const [given, wanted] =
    'key' in change
      ? [
          change.transfer === null ? [] : [spellTransfer(toTransfer(change.transfer))],
          linesOf(state, 'transfer', change.key).filter((line) => isOfBridge(line, change)),
        ]
      : [
          toAccount(change).lines.map(
            (line) => `account ${spellLine(line, session.world.deployment)}`,
          ),
          linesOf(state, 'account', change.owner),
        ]
  const difference = findDifference(given, wanted)
  if (difference !== undefined)
    throw new InvariantBroken('oracle', `an event at ${cut.checkpoint}\n${difference}`)
}

function hearRefusal(session: Session, errors: Parameters<typeof toRefusal>[0]): void {
  const error = toRefusal(errors)
  if (!(error instanceof CutError)) throw error
  const request = { by: 'finality', finality: 'LATEST' } as const
  checkRefusal(session.world, request, error, session.hasAnswered)
}

/**
 * Whether both are about one thing. Who takes slowly is told of many transfers in turn, each as it is by then: a later
 * message about another one may be of an earlier cut.
 */
function isOfSame(before: Change, change: Change): boolean {
  if (!('key' in before)) return !('key' in change) && before.owner === change.owner
  if (!('key' in change)) return false
  const isOfBridge = before.transfer?.bridge === change.transfer?.bridge
  return before.key === change.key && isOfBridge
}

/** Messages about one thing go forward, and each says something new. */
function compare({ plan, messages }: Subscriber, before: Change, change: Change): void {
  if (BigInt(change.cut.sequence) < BigInt(before.cut.sequence))
    throw new InvariantBroken(
      'readers',
      `an event of sequence ${change.cut.sequence} follows ${before.cut.sequence}`,
    )
  if (plan.to !== 'transfers' && contentOf(before) === contentOf(change))
    throw new InvariantBroken(
      'readers',
      `${JSON.stringify(plan.variables)} was told nothing new by event ${messages.length}`,
    )
}

/** A message without its cut. */
export function contentOf({ cut: _, ...content }: Change): string {
  return JSON.stringify(content)
}

/** Two versions of a route may use one key: then the message is of one of them. */
function isOfBridge(line: string, change: Change): boolean {
  const bridge = 'transfer' in change ? change.transfer?.bridge : undefined
  return bridge === undefined || !bridge.startsWith('ferry') || line.split(' ')[2] === bridge
}

/** Lines of the oracle about one account or one transfer. */
function linesOf(state: OracleState, kind: 'account' | 'transfer', name: string): string[] {
  return spellOracle(state).filter((line) => {
    const words = line.split(' ')
    return words[0] === kind && words[kind === 'account' ? 2 : 1] === name
  })
}

/** Cuts whose oracle is remembered: several subscribers are told of one change. */
const recalledMax = 8

/** The oracle at a cut, worked out once for all who were told of it. */
function recall({ world, readers: { recalled } }: Session, cut: ReturnType<typeof toCut>) {
  const id = cut.chains.map(({ hash, inclusion }) => `${hash}${inclusion}`).join()
  const state = recalled.get(id) ?? oracleAt(world, cut)
  const [oldest] = recalled.keys()
  if (recalled.size >= recalledMax && oldest !== undefined) recalled.delete(oldest)
  recalled.set(id, state)
  return state
}
