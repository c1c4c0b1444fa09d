import { nextTimestamp } from './applyAction.ts'
import type { Session } from './Session.ts'
import type { SimTree } from './world/SimTree.ts'

/** Mines one block with what waits, so many seconds after its parent where that is said. */
export function mineNext(
  { world, figures, trace }: Session,
  sim: SimTree,
  afterSeconds?: bigint,
): void {
  const { tree } = sim
  const intents = sim.mempool.splice(0)
  const timestamp =
    afterSeconds === undefined
      ? nextTimestamp(world, sim, tree.tip.timestamp)
      : tree.tip.timestamp + afterSeconds
  const block = sim.build(tree.tip, { intents, timestamp })
  sim.adopt(block)
  figures.blocks += 1
  figures.messages += sim.intentsOf(block).filter(isMessage).length
  if (block.transactions.length > 0)
    trace.push(
      `  ${sim.chain.name} ${block.number} ${block.hash.slice(0, 10)} ${spellIntents(sim)}`,
    )
}

function spellIntents(sim: SimTree): string {
  return sim
    .intentsOf(sim.tree.tip)
    .map(({ bodies }) => bodies.map(({ kind }) => kind).join('+'))
    .join(' ')
}

function isMessage({ bodies }: { bodies: readonly { kind: string }[] }): boolean {
  return bodies.some(({ kind }) => kind === 'send' || kind === 'credit')
}
