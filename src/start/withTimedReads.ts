import type { Decoder, ReadRequest } from '../facts/Decoder.ts'
import type { BlockRef } from '../facts/primitives.ts'
import type { RateReads } from './createRateReads.ts'

type Plan = Parameters<RateReads['plan']>

/** Reads that a decoder wants once in so many seconds, and when they were last made. */
interface Timed {
  source: Decoder['source']
  everySeconds: bigint
  calls: readonly Pick<ReadRequest, 'to' | 'data'>[]
  last: { slot: bigint; blockNumber: bigint } | undefined
}

/**
 * The same reads, and those that decoders want by the clock: at the first block of each stretch of chain time, so that chains
 * are read at blocks of about one moment; at the head only, because there nothing is older than the limit of a node's state.
 */
export function withTimedReads(rates: RateReads, decoders: readonly Decoder[]): RateReads {
  const all = decoders.flatMap(({ source, timedReads }): Timed[] =>
    timedReads === undefined ? [] : [{ source, ...timedReads, last: undefined }],
  )
  return {
    plan(event, asked, isAtHead) {
      const planned = rates.plan(event, asked, isAtHead)
      return isAtHead ? [...planned, ...all.flatMap((timed) => takeDue(timed, event))] : planned
    },
    miss(requests) {
      rates.miss(requests)
      const missed = new Set(requests.map(({ sourceId }) => sourceId))
      for (const timed of all) if (missed.has(timed.source.id)) timed.last = undefined
    },
    retract(ancestor) {
      rates.retract(ancestor)
      for (const timed of all)
        if (timed.last !== undefined && timed.last.blockNumber > ancestor) timed.last = undefined
    },
  }
}

function takeDue(timed: Timed, event: Plan[0]): readonly ReadRequest[] {
  const { source, everySeconds, calls, last } = timed
  const slotOf = ({ timestamp }: BlockRef): bigint => timestamp / everySeconds
  const slot = slotOf(event.toBlock)
  if (source.startBlock > event.toBlock.number || last?.slot === slot) return []
  // Of blocks that were passed over nothing is known; the first read of a run is made where it begins.
  const isCrossed = last !== undefined && event.phase === 'live'
  const first = isCrossed ? event.blocks.find((block) => slotOf(block) === slot) : undefined
  const { number: blockNumber, hash: blockHash } = first ?? event.toBlock
  timed.last = { slot, blockNumber }
  const { id: sourceId, chainId } = source
  return calls.map(({ to, data }) => ({ to, data, chainId, blockNumber, blockHash, sourceId }))
}
