/**
 * Chainlink aggregator, and the proxy before it.
 *
 * `AnswerUpdated(current, roundId, updatedAt)`  a new answer, in the feed's own decimals.
 *
 * It is emitted by the aggregator behind the proxy that readers call. `NewTransmission` in the same transaction repeats
 * the answer and is not read. A proxy changes its aggregator without an event, so that where one is followed its
 * `latestRoundData()` is read every so often: the phase in its round says whose answers are the feed's.
 */
import type { FeedConfig } from '../../config/FeedConfig.ts'
import type { Decoder } from '../../facts/Decoder.ts'
import { factDecoder } from '../../facts/factDecoder.ts'
import { answerEvents, readAnswers } from './answerUpdated.ts'
import { decodeLatestRound, latestRoundCall } from './latestRound.ts'
import { readEverySeconds } from './readEverySeconds.ts'

const name = 'chainlink@1'

/** Prices of one feed. Answers that are zero or negative are facts like any other: margin judges them. */
export function createChainlinkDecoder(feed: FeedConfig): Decoder {
  const { chainId, address, startBlock, source } = feed
  const id = `${chainId}/chainlink:${address}`
  const decoder = factDecoder(name, id)
  const isProxy = source?.type === 'proxy'
  const addresses = isProxy ? [...new Set(source.aggregators.values())] : [address]
  const aggregator: Decoder = {
    name,
    source: { id, chainId, startBlock, filters: [{ addresses, topics: [answerEvents.topics] }] },
    decode(transaction) {
      return { ...readAnswers(transaction, { chainId, sourceId: id, decoder }), reads: [] }
    },
  }
  if (!isProxy) return aggregator
  return {
    ...aggregator,
    timedReads: { everySeconds: readEverySeconds, calls: [{ to: address, data: latestRoundCall }] },
    decodeRead(read) {
      const round = decodeLatestRound(read)
      if (round === undefined) return undefined
      const { roundId, answer, updatedAt } = round
      return { kind: 'price', feed: address, answer, roundId, updatedAt }
    },
  }
}
