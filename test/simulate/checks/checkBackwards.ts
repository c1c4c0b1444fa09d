import { awaitFollowed, mineBusy } from '../episodes/goOn.ts'
import { mineNext } from '../mineNext.ts'
import { checkAnswer, type Session } from '../Session.ts'

/** By so many seconds the clock goes back. */
const backSeconds = 2n

/**
 * Lets the clock of a chain go back in an empty block, and asks for that block's time while it is only in memory: what is
 * recorded below it, and of later, stays out of the answer. Throws `InvariantBroken`.
 */
export async function checkBackwards(session: Session): Promise<void> {
  const sim = session.world.trees.find(({ chain }) => chain.times === 'backwards')
  if (sim === undefined) return
  await mineBusy(session, sim)
  await awaitFollowed(session, sim, 'nothing')
  mineNext(session, sim, -backSeconds)
  await awaitFollowed(session, sim, 'nothing')
  await checkAnswer(session, { by: 'timestamp', timestamp: sim.tree.tip.timestamp })
}
