import type { BlockRef } from '../../facts/primitives.ts'

/** Blocks kept in memory; covers all ordinary reorgs, so that the store is asked for deep ones only. */
const heldBlocksMax = 256

/** The newest blocks that were handed on, ascending and bounded. */
export interface HeldBlocks {
  push(block: BlockRef): void
  /** The held block at exactly `number`. */
  at(number: bigint): BlockRef | undefined
  /** Highest held block with number < `number`. */
  below(number: bigint): BlockRef | undefined
  /** Forgets every block above `number`. */
  truncate(number: bigint): void
}

/** Creates an empty memory of handed-on blocks. */
export function createHeldBlocks(): HeldBlocks {
  let blocks: BlockRef[] = []

  /** How many held blocks have a number < `number`: a finality that stalls makes this the busiest search of a chain. */
  function countBelow(number: bigint): number {
    let from = 0
    let to = blocks.length
    while (from < to) {
      const middle = (from + to) >> 1
      const block = blocks[middle]
      if (block !== undefined && block.number < number) from = middle + 1
      else to = middle
    }
    return from
  }

  return {
    push({ number, hash, timestamp }) {
      blocks.push({ number, hash, timestamp })
      if (blocks.length > heldBlocksMax * 2) blocks = blocks.slice(-heldBlocksMax)
    },
    at(number) {
      const block = blocks[countBelow(number)]
      return block?.number === number ? block : undefined
    },
    below: (number) => blocks[countBelow(number) - 1],
    truncate(number) {
      blocks.length = countBelow(number + 1n)
    },
  }
}
