import type { BlocksEvent } from '../chain/ChainEvent.ts'
import type { Decoder, ReadRequest } from '../facts/Decoder.ts'
import type { BlockRef, Hash } from '../facts/primitives.ts'

/** Rates drift without events, so a live chain reads each again after this many blocks. */
const liveGridBlocks = 20n

/** In backfill a rate is read once an hour of chain time at most: history needs no finer grid. */
const backfillGridSeconds = 3600n

/** What of a range decides which rates are due. */
type RatesEvent = Pick<BlocksEvent, 'phase' | 'blocks'> & { toBlock: BlockRef }

/** Which of the reads that decoders ask for are made, and which are made without being asked. */
export interface RateReads {
  /** `isAtHead`: the event's last block is the chain's head, so that its rates are what answers are valued with. */
  plan(event: RatesEvent, asked: readonly ReadRequest[], isAtHead: boolean): readonly ReadRequest[]
  /** These were not answered: each is due again at the next block. */
  miss(requests: readonly ReadRequest[]): void
  /** What was read above `ancestor` left the chain and is due again. */
  retract(ancestor: bigint): void
}

interface LastRead {
  blockNumber: bigint
  timestamp: bigint
  isAtHead: boolean
}

/**
 * Reads at touch when live, on an hourly grid in backfill; every standing read once the head is reached, again every 20
 * live blocks (DESIGN §2), and at once when a reorg took it or nobody answered.
 */
export function createRateReads(decoders: readonly Decoder[]): RateReads {
  const last = new Map<string, LastRead>()
  const note = ({ to, data, blockNumber }: ReadRequest, timestamp: bigint, isAtHead: boolean) =>
    last.set(to + data, { blockNumber, timestamp, isAtHead })
  return {
    plan(event, asked, isAtHead) {
      const { phase, toBlock } = event
      const times = new Map<Hash, bigint>(
        event.blocks.map(({ hash, timestamp }) => [hash, timestamp]),
      )
      const planned = asked.filter((request) => {
        const timestamp = times.get(request.blockHash) ?? toBlock.timestamp
        const before = last.get(request.to + request.data)
        const isDue =
          phase === 'live' ||
          request.everyTouch === true ||
          before === undefined ||
          timestamp >= before.timestamp + backfillGridSeconds
        if (isDue) note(request, timestamp, isAtHead && request.blockNumber === toBlock.number)
        // A touch that is passed over has moved the rate: what was read at an earlier head is none of this one.
        else last.set(request.to + request.data, { ...before, isAtHead: false })
        return isDue
      })
      if (!isAtHead) return planned
      const standing = toRequests(decoders, toBlock).filter(({ to, data }) => {
        const before = last.get(to + data)
        return !before?.isAtHead || toBlock.number >= before.blockNumber + liveGridBlocks
      })
      for (const request of standing) note(request, toBlock.timestamp, true)
      return [...planned, ...standing]
    },
    miss(requests) {
      for (const { to, data } of requests) last.delete(to + data)
    },
    retract(ancestor) {
      for (const [key, { blockNumber }] of last) if (blockNumber > ancestor) last.delete(key)
    },
  }
}

/** The standing reads of contracts that exist at `block`. */
function toRequests(decoders: readonly Decoder[], block: BlockRef): ReadRequest[] {
  return decoders.flatMap(({ source, standingRead }) => {
    if (standingRead === undefined || source.startBlock > block.number) return []
    const { id: sourceId, chainId } = source
    const { number: blockNumber, hash: blockHash } = block
    return [{ ...standingRead, chainId, blockNumber, blockHash, sourceId }]
  })
}
