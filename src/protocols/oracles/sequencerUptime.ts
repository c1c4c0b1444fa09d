/**
 * Chainlink L2 sequencer uptime feed, on the rollup that it speaks of.
 *
 * `AnswerUpdated(current, roundId, updatedAt)`  the status changed: 0 it runs, 1 it is down. The third argument is when the
 *                                               status began, on L1's clock (`startedAt` of the round).
 *
 * `RoundUpdated(status, updatedAt)` only confirms a status and is not read: who takes its time for the beginning calls a
 * running sequencer down an hour a day (rpc-faults F100). What was before the start block says no log, so that the round is
 * read at the head as well.
 */
import type { SequencerConfig } from '../../config/Project.ts'
import type { Decoder } from '../../facts/Decoder.ts'
import { factDecoder } from '../../facts/factDecoder.ts'
import { answerEvents, readAnswers } from './answerUpdated.ts'
import { decodeLatestRound, latestRoundCall } from './latestRound.ts'
import { readEverySeconds } from './readEverySeconds.ts'

const name = 'sequencer@1'

/** States of one chain's sequencer, as answers of a feed: `updatedAt` is when the state began. */
export function createSequencerDecoder(sequencer: SequencerConfig): Decoder {
  const { chainId, address, startBlock } = sequencer
  const id = `${chainId}/sequencer:${address}`
  const decoder = factDecoder(name, id)
  return {
    name,
    source: {
      id,
      chainId,
      startBlock,
      filters: [{ addresses: [address], topics: [answerEvents.topics] }],
    },
    timedReads: { everySeconds: readEverySeconds, calls: [{ to: address, data: latestRoundCall }] },
    decode(transaction) {
      return { ...readAnswers(transaction, { chainId, sourceId: id, decoder }), reads: [] }
    },
    decodeRead(read) {
      const round = decodeLatestRound(read)
      if (round === undefined) return undefined
      const { roundId, answer, startedAt: updatedAt } = round
      return { kind: 'price', feed: address, answer, roundId, updatedAt }
    },
  }
}
