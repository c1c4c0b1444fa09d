/**
 * Chainlink aggregator.
 *
 * `AnswerUpdated(current, roundId, updatedAt)`  a new answer, in the feed's own decimals.
 *
 * It is emitted by the aggregator behind the proxy that readers call. `NewTransmission` in the same transaction repeats
 * the answer and is not read.
 */
import { parseAbi } from 'viem'
import type { FeedConfig } from '../../config/Project.ts'
import type { Decoder, QuarantinedLog } from '../../facts/Decoder.ts'
import type { Fact } from '../../facts/Fact.ts'
import { factDecoder } from '../../facts/factDecoder.ts'
import { decodeStrict } from '../decodeStrict.ts'
import { toFact } from '../toFact.ts'

const events = decodeStrict(
  parseAbi([
    'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
  ]),
)

/** Prices of one feed. Answers that are zero or negative are facts like any other: margin judges them. */
export function createChainlinkDecoder(feed: FeedConfig): Decoder {
  const { chainId, address, startBlock } = feed
  const name = 'chainlink@1'
  const id = `${chainId}/chainlink:${address}`
  const decoder = factDecoder(name, id)
  return {
    name,
    source: {
      id,
      chainId,
      startBlock,
      filters: [{ addresses: [address], topics: [events.topics] }],
    },
    decode(transaction) {
      const facts: Fact[] = []
      const quarantined: QuarantinedLog[] = []
      for (const log of transaction.logs) {
        const event = events.decode(log)
        if (event.name === undefined) {
          quarantined.push({ chainId, log, sourceId: id, reason: event.reason })
          continue
        }
        const { current: answer, roundId, updatedAt } = event.args
        const body = { kind: 'price', feed: address, answer, roundId, updatedAt } as const
        facts.push(toFact({ decoder, chainId, log, k: 0, body }))
      }
      return { facts, reads: [], quarantined }
    },
  }
}
