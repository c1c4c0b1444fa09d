import { pickIndex } from '../faults/support/createRandom.ts'
import { treeAt } from './lookUp.ts'
import { mineNext } from './mineNext.ts'
import { playReorg } from './playReorg.ts'
import type { Session } from './Session.ts'
import type { SimTree } from './world/SimTree.ts'

/** Blocks that one chain makes in a downtime: more than some finality windows. */
const blocksMax = 24

/** Nothing runs for so many virtual ms, but chains go on: they make blocks, and reorganise, also below what was final. */
export async function passDowntime(session: Session, downMs: number): Promise<void> {
  const { world } = session
  const { clock, random } = world
  const what = downMs === 0 ? 1 : random()
  await clock.run(Math.floor(downMs / 2))
  const sim = treeAt(world, pickIndex(random, world.trees.length))
  if (world.deployment.gates !== undefined) toggleUnseen(session, sim)
  if (what < 0.4)
    for (let blocks = pickIndex(random, blocksMax); blocks > 0; blocks -= 1) mineNext(session, sim)
  if (what < 0.25)
    playReorg(session, sim, {
      depth: 1 + pickIndex(random, 12),
      length: pickIndex(random, 4) - 1,
      fate: 50,
      isDeep: what < 0.05,
      again: false,
    })
  await clock.run(Math.ceil(downMs / 2))
}

/** While nobody looks a chain's bridges are stopped, or let pass again. */
function toggleUnseen({ world }: Session, sim: SimTree): void {
  const gate = world.random() < 0.7 ? ('ism' as const) : ('hook' as const)
  const isPaused = !sim.stateAt(sim.tree.tip).stops.has(gate)
  const label = `unseen-${sim.tree.tip.hash}`
  sim.mempool.push({ label, bodies: [{ kind: 'pause', gate, isPaused }] })
}
