import type { BlockRef } from '../../facts/primitives.ts'

/** Blocks kept in memory; covers all ordinary reorgs, so that the store is asked for deep ones only. */
const heldBlocksMax = 256

/** The newest blocks that were handed on, ascending and bounded. */
export interface HeldBlocks {
  push(block: BlockRef): void
  /** Highest held block with number < `number`. */
  below(number: bigint): BlockRef | undefined
  /** Forgets every block above `number`. */
  truncate(number: bigint): void
}

/** Creates an empty memory of handed-on blocks. */
export function createHeldBlocks(): HeldBlocks {
  let blocks: BlockRef[] = []
  return {
    push({ number, hash, timestamp }) {
      blocks.push({ number, hash, timestamp })
      if (blocks.length > heldBlocksMax * 2) blocks = blocks.slice(-heldBlocksMax)
    },
    below(number) {
      return blocks.findLast((block) => block.number < number)
    },
    truncate(number) {
      blocks = blocks.filter((block) => block.number <= number)
    },
  }
}
