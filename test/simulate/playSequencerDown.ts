import type { Action } from './Action.ts'
import { treeAt } from './lookUp.ts'
import { mineNext } from './mineNext.ts'
import type { Session } from './Session.ts'

/** Blocks of one burst: more than most finality windows, and than a look at the head expects. */
const burstMax = 40

/** Blocks of the other chains while one stands. */
const othersBlocks = 3

/**
 * The sequencer of one chain is down: the others go on, so that credits wait for what its origin has not said. Then come all
 * of its blocks at once, and with them what people wanted meanwhile.
 */
export async function playSequencerDown(
  session: Session,
  { chain, ms, times }: Extract<Action, { type: 'sequencerDown' }>,
): Promise<void> {
  const { world } = session
  const down = treeAt(world, chain)
  for (let i = 0; i < othersBlocks; i += 1) {
    for (const sim of world.trees) if (sim !== down) mineNext(session, sim)
    await world.clock.run(Math.ceil(ms / othersBlocks))
  }
  const { blockSeconds } = down.chain
  const owed = Math.min(Math.max(Math.floor(ms / 1_000 / blockSeconds), 1), burstMax)
  for (let i = 0; i < owed; i += 1)
    mineNext(session, down, times === 'owed' ? BigInt(blockSeconds) : undefined)
}
