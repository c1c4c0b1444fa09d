import type { BlocksEvent } from '../chain/ChainEvent.ts'
import type { ReadRequest } from '../facts/Decoder.ts'
import type { BlockRef, Hash } from '../facts/primitives.ts'

/** Rates drift without events, so a live chain reads each again after this many blocks. */
const liveGridBlocks = 20n

/** In backfill a rate is read once an hour of chain time at most: history needs no finer grid. */
const backfillGridSeconds = 3600n

/** Which of the reads that decoders ask for are made, and which are made without being asked. */
export interface RateReads {
  /** `isAtHead`: the event's last block is the chain's head, so that its rates are what answers are valued with. */
  plan(event: BlocksEvent, asked: readonly ReadRequest[], isAtHead: boolean): readonly ReadRequest[]
}

interface LastRead {
  request: ReadRequest
  timestamp: bigint
}

/**
 * Reads at touch when live, on an hourly grid in backfill, at the head when backfill ends, and again every 20 live
 * blocks (DESIGN §2).
 */
export function createRateReads(): RateReads {
  const last = new Map<string, LastRead>()
  let wasAtHead = false
  return {
    plan(event, asked, isAtHead) {
      const times = new Map<Hash, bigint>(
        event.blocks.map(({ hash, timestamp }) => [hash, timestamp]),
      )
      const planned = asked.filter((request) => {
        const key = request.to + request.data
        const timestamp = times.get(request.blockHash) ?? event.toBlock.timestamp
        const before = last.get(key)
        const isDue =
          event.phase === 'live' ||
          before === undefined ||
          timestamp >= before.timestamp + backfillGridSeconds
        if (isDue) last.set(key, { request, timestamp })
        return isDue
      })
      if (!isAtHead) return planned
      const gridBlocks = wasAtHead ? liveGridBlocks : 1n
      wasAtHead = true
      return [...planned, ...repeats(last, event.toBlock, gridBlocks)]
    },
  }
}

function repeats(last: Map<string, LastRead>, block: BlockRef, gridBlocks: bigint): ReadRequest[] {
  return [...last].flatMap(([key, { request }]) => {
    if (block.number < request.blockNumber + gridBlocks) return []
    const repeated = { ...request, blockNumber: block.number, blockHash: block.hash }
    last.set(key, { request: repeated, timestamp: block.timestamp })
    return [repeated]
  })
}
