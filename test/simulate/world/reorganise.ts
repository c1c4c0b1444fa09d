import type { TreeBlock } from '../../faults/support/createBlockTree.ts'
import { pickIndex } from '../../faults/support/createRandom.ts'
import type { Intent } from './Intent.ts'
import type { SimTree } from './SimTree.ts'

/**
 * Replaces the newest blocks of a chain by a rival branch, down to `floor` at most. Of the transactions that leave, the
 * share `fatePercent` is in the new branch at once, half of the others wait again, and the rest is never seen again.
 * Returns the depth; 0 where the floor left no room.
 */
export function reorganise(
  sim: SimTree,
  plan: {
    depth: number
    /** Lowest block that stays. */
    floor: number
    /** Blocks of the new branch beyond those that leave; it has at least one. */
    longer: number
    fatePercent: number
    random: () => number
    timestampAfter: (parent: bigint) => bigint
  },
): number {
  const { tree } = sim
  const depth = Math.min(plan.depth, tree.tip.number - plan.floor)
  if (depth < 1) return 0
  const parent = tree.get(tree.tip.number - depth)
  const leaving: TreeBlock[] = []
  for (let block = tree.tip; block !== parent; block = previous(block)) leaving.unshift(block)
  const length = Math.max(1, depth + plan.longer)
  const plans: Intent[][] = Array.from({ length }, () => [])
  const waiting: Intent[] = []
  for (const [i, block] of leaving.entries())
    for (const intent of sim.intentsOf(block)) {
      if (plan.random() * 100 < plan.fatePercent) {
        // Mostly where it was, else in a later block of the branch.
        const at = Math.min(length - 1, i + (plan.random() < 0.7 ? 0 : pickIndex(plan.random, 3)))
        plans[at]?.push(intent)
      } else if (plan.random() < 0.5) waiting.push(intent)
    }
  let tip = parent
  for (const [i, intents] of plans.entries()) {
    const replaced = leaving[i]
    const timestamp =
      replaced !== undefined && plan.random() < 0.5
        ? later(replaced.timestamp, tip.timestamp)
        : plan.timestampAfter(tip.timestamp)
    tip = sim.build(tip, { intents, timestamp })
  }
  sim.adopt(tip)
  sim.reorgs += 1
  sim.mempool.unshift(...waiting)
  return depth
}

function previous(block: TreeBlock): TreeBlock {
  if (block.parent === undefined) throw new Error('a reorg goes below the genesis block')
  return block.parent
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
