import { InvariantBroken } from '../Failure.ts'
import type { Session } from '../Session.ts'
import { createGraphqlReaders, type GraphqlReaders } from './GraphqlReaders.ts'
import { hear } from './hear.ts'

/** The readers of the program that runs now. Whoever had a subscription when the last one died comes back first. */
export async function openReaders(session: Session): Promise<GraphqlReaders> {
  const { world, program, readers: state } = session
  if (state.graphql?.program === program) return state.graphql
  await closeReaders(session, true)
  const readers = createGraphqlReaders(world, program)
  state.graphql = readers
  for (const plan of state.lost.splice(0)) await readers.subscribe(plan)
  return readers
}

/**
 * The program ends: every stream ends with it, and nothing of its readers is left. `isCrash` says that they will come back.
 * Throws `InvariantBroken`.
 */
export async function closeReaders(session: Session, isCrash: boolean): Promise<void> {
  const { readers: state, world } = session
  const { graphql } = state
  if (graphql === undefined) return
  hear(session)
  const { server, counted, subscribers } = graphql
  const open = subscribers.filter(({ ended }) => ended === undefined)
  await world.clock.hold(server.watches.close())
  await world.clock.hold(Promise.all(subscribers.map((subscriber) => subscriber.cut())))
  const left = `${server.watches.count()} subscriptions, ${counted.listeners()} listeners, ${counted.held()} readers`
  if (left !== '0 subscriptions, 0 listeners, 0 readers')
    throw new InvariantBroken('readers', `a closed server has ${left}`)
  state.graphql = undefined
  state.served.clear()
  state.paging.clear()
  state.lost.push(...(isCrash ? open.map(({ plan }) => plan) : []))
}
