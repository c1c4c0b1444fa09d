import type { BlockPlan, TreeBlock } from './createBlockTree.ts'
import type { World } from './createWorld.ts'
import { blockSeconds, type ChainName, planBlock } from './scenario.ts'

export interface ReorgPlan {
  chain?: ChainName
  /** Blocks that leave the chain. */
  depth: number
  /** Blocks that take their place; as many when left out. */
  length?: number
  /** Tells the new blocks from those of other branches. */
  variant?: number
  /** What a block of the new branch holds; the usual contents of the variant when left out. */
  plan?: (number: number) => BlockPlan
}

/** Mines a rival branch without adopting it. Its times are those of the blocks it replaces. */
export function branchOff(world: World, reorg: ReorgPlan): TreeBlock {
  const { chain = 'harbor', depth, length = depth, variant = 1 } = reorg
  const tree = world.trees[chain]
  const parent = tree.get(tree.tip.number - depth)
  const plans = Array.from({ length }, (_, i) => {
    const number = parent.number + 1 + i
    const plan = reorg.plan?.(number) ?? planBlock(chain, number, variant)
    return { ...plan, salt: variant, timestamp: parent.timestamp + BigInt((i + 1) * blockSeconds) }
  })
  return tree.branch(parent, plans)
}

/** Replaces the newest blocks of a chain at once. */
export function reorganise(world: World, reorg: ReorgPlan): void {
  world.trees[reorg.chain ?? 'harbor'].adopt(branchOff(world, reorg))
}
