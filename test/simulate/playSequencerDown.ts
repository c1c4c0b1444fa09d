import type { Action } from './Action.ts'
import { treeAt } from './lookUp.ts'
import { mineNext } from './mineNext.ts'
import type { Session } from './Session.ts'
import { uptimeId } from './world/Economy.ts'
import type { SimTree } from './world/SimTree.ts'

/** Blocks of one burst: more than most finality windows, and than a look at the head expects. */
const burstMax = 40

/** Blocks of the other chains while one stands. */
const othersBlocks = 3

/** Of so many stops one is said to be over only at the next. */
const silentEvery = 3

/**
 * The sequencer of one chain is down: the others go on, so that credits wait for what its origin has not said. Then come all
 * of its blocks at once, and with them what people wanted meanwhile. Its uptime feed, where there is one, says in the first of
 * them since when it was down, and in the last, mostly, that it is back.
 */
export async function playSequencerDown(
  session: Session,
  { chain, ms, times }: Extract<Action, { type: 'sequencerDown' }>,
): Promise<void> {
  const { world } = session
  const down = treeAt(world, chain)
  const say = (answer: 0n | 1n, since: number): void => sayStatus(session, down, answer, since)
  const stoppedAt = world.clock.now()
  for (let i = 0; i < othersBlocks; i += 1) {
    for (const sim of world.trees) if (sim !== down) mineNext(session, sim)
    await world.clock.run(Math.ceil(ms / othersBlocks))
  }
  const { blockSeconds } = down.chain
  const owed = Math.min(Math.max(Math.floor(ms / 1_000 / blockSeconds), 1), burstMax)
  for (let i = 0; i < owed; i += 1) {
    if (i === 0) say(1n, stoppedAt)
    if (i === owed - 1 && ms % silentEvery !== 0) say(0n, world.clock.now())
    mineNext(session, down, times === 'owed' ? BigInt(blockSeconds) : undefined)
  }
}

function sayStatus({ world }: Session, sim: SimTree, answer: 0n | 1n, sinceMs: number): void {
  const { index } = sim.chain
  if (world.deployment.economy?.uptimes?.feeds[index] === undefined) return
  const { number, hash } = sim.tree.tip
  const updatedAt = BigInt(Math.floor(sinceMs / 1_000))
  const quote = { kind: 'quote' as const, feed: uptimeId(index), isElsewhere: false }
  // The first round of a feed says that it was made; these are later ones.
  const round = BigInt(number) + 2n
  sim.mempool.push({
    label: `uptime ${hash} ${answer}`,
    bodies: [{ ...quote, answer, round, updatedAt }],
  })
}
