import type { Abi } from 'viem'
import type { CustomContext, CustomDefinition } from '../config/CustomDefinition.ts'
import { assert } from '../errors/assert.ts'
import { type FeedPriceFact, TIME_OF_BLOCK } from '../facts/ValuationFacts.ts'
import { toAmount, toBigint } from './custom/checkArguments.ts'
import type { ContractRef } from './custom/createBookBuilder.ts'
import { createDefinition, type DefineParameters } from './custom/createDefinition.ts'

/** What an event says of a price; integers as the event has them, scaled by the feed's `decimals`. */
interface FeedAnswer {
  /** Zero or less is rejected where prices are judged, with its evidence. */
  answer: bigint
  /** Seconds. Default: the time of the event's block. */
  updatedAt?: bigint
  /** Default 0. */
  roundId?: bigint
  /** The answer may be off by this much either way: its band. Default 0. */
  confidence?: bigint
}

/** Builds the fact of one event of a feed. */
export interface FeedBuilder extends ContractRef {
  /** Configured id of the feed. */
  readonly feed: string
  price(answer: FeedAnswer): FeedPriceFact
}

/**
 * Describes an operator's own price feed: its ABI, and for each event of interest a pure function to an answer. A function
 * that answers undefined passes the event over, such as one about another asset; one that throws quarantines its log.
 *
 * @throws {ConfigError} when an event cannot be decoded by this ABI.
 */
export function defineFeed<const abi extends Abi>(
  parameters: DefineParameters<abi, FeedBuilder>,
): CustomDefinition {
  return createDefinition('feed', parameters, createFeedBuilder)
}

const timeCure = 'Pass seconds since 1970, or leave it out for the time of the block.'

function createFeedBuilder(context: CustomContext): FeedBuilder {
  const { chainId, contract, feed, blockNumber, txHash } = context
  assert(feed !== undefined, 'a feed contract belongs to a configured feed')
  return {
    chainId,
    contract,
    feed,
    blockNumber,
    txHash,
    price: ({ answer, updatedAt, roundId = 0n, confidence = 0n }) => ({
      kind: 'feedPrice',
      contract,
      subject: feed,
      answer: toBigint('answer', answer),
      roundId: toBigint('roundId', roundId),
      updatedAt:
        updatedAt === undefined ? TIME_OF_BLOCK : toAmount('updatedAt', updatedAt, timeCure),
      confidence: toAmount('confidence', confidence, 'Pass how far off the answer may be.'),
    }),
  }
}
