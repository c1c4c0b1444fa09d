import { expect } from 'vitest'
import type { ChainEvent } from '../../../src/chain/ChainEvent.ts'
import type { RecordedChain } from '../../../src/chain/Follower.ts'
import type { BlockRef } from '../../../src/facts/primitives.ts'
import type { RawLog } from '../../../src/facts/RawLog.ts'

/** A store of the naive kind: it applies events and checks at each that the law of the interface holds. */
export interface Record extends RecordedChain {
  blocks: BlockRef[]
  logs: RawLog[]
  events: ChainEvent[]
  apply(event: ChainEvent): void
}

export function createRecord(startBlock = 0n): Record {
  let finalizedHeight: bigint | undefined
  let next = startBlock
  const record: Record = {
    blocks: [],
    logs: [],
    events: [],
    checkpoint: async () => record.blocks.at(-1),
    below: async (number) => record.blocks.findLast((block) => block.number < number),
    finalized: async () => finalizedHeight,
    apply(event) {
      record.events.push(event)
      switch (event.type) {
        case 'blocks':
          expect(event.fromBlock, 'ranges abut').toBe(next)
          next = event.toBlock.number + 1n
          expect(event.blocks.at(-1)?.hash).toBe(event.toBlock.hash)
          record.blocks.push(...event.blocks)
          record.logs.push(...event.logs)
          expect(isAscending(record.blocks)).toBe(true)
          return
        case 'reorg':
          expect(event.ancestor.number).toBeLessThan(event.orphaned.number)
          next = event.ancestor.number + 1n
          record.blocks = record.blocks.filter((block) => block.number < next)
          record.logs = record.logs.filter((log) => log.blockNumber < next)
          if (event.belowFinalized) finalizedHeight = undefined
          return
        case 'finality':
          if (finalizedHeight !== undefined)
            expect(event.finalized >= finalizedHeight, 'finality rises').toBe(true)
          expect(event.safe >= event.finalized).toBe(true)
          finalizedHeight = event.finalized
          return
        case 'halt':
          return
      }
    },
  }
  return record
}

function isAscending(blocks: readonly BlockRef[]): boolean {
  return blocks.every((block, i) => i === 0 || block.number > (blocks[i - 1]?.number ?? -1n))
}
