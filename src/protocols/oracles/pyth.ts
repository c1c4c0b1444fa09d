/**
 * Pyth, pull oracle: one contract with many prices, each by its id.
 *
 * `PriceFeedUpdate(id, publishTime, price, conf)`  somebody brought a newer price; it may be off by `conf` either way.
 * `TwapPriceFeedUpdate(id, …)`                     an average over time that nobody here values with; not read.
 *
 * Both figures are scaled by an exponent that the event does not carry, so `getPriceUnsafe(id)` is read at touch: it states
 * the exponent, and what stood before the first event. An exponent other than the configured decimals rejects the price.
 */
import { decodeFunctionResult, encodeFunctionData, parseAbi } from 'viem'
import type { FeedConfig } from '../../config/FeedConfig.ts'
import type { Decoder, QuarantinedLog, ReadAnswer } from '../../facts/Decoder.ts'
import type { Fact } from '../../facts/Fact.ts'
import { factDecoder } from '../../facts/factDecoder.ts'
import type { Hex } from '../../facts/primitives.ts'
import type { FeedPriceFact } from '../../facts/ValuationFacts.ts'
import { decodeStrict } from '../decodeStrict.ts'
import { toFact } from '../toFact.ts'
import { pythReadSubject } from './feedSeries.ts'
import { readEverySeconds } from './readEverySeconds.ts'

const name = 'pyth@1'

const events = decodeStrict(
  parseAbi([
    'event PriceFeedUpdate(bytes32 indexed id, uint64 publishTime, int64 price, uint64 conf)',
  ]),
)

export const pythReadAbi = parseAbi([
  'function getPriceUnsafe(bytes32 id) view returns (int64 price, uint64 conf, int32 expo, uint256 publishTime)',
])

/** Four words behind `0x`. */
const answerDigits = 2 + 4 * 64

/** Prices of one id. `publishTime` is the round: the contract takes only newer ones. */
export function createPythDecoder(
  feed: Pick<FeedConfig, 'chainId' | 'address' | 'startBlock'>,
  priceId: Hex,
): Decoder {
  const { chainId, address, startBlock } = feed
  const id = `${chainId}/pyth:${address}:${priceId}`
  const decoder = factDecoder(name, id)
  const data = encodeFunctionData({ abi: pythReadAbi, args: [priceId] })
  return {
    name,
    source: {
      id,
      chainId,
      startBlock,
      filters: [{ addresses: [address], topics: [events.topics, [priceId]] }],
    },
    timedReads: { everySeconds: readEverySeconds, calls: [{ to: address, data }] },
    decode(transaction) {
      const { blockNumber, blockHash } = transaction
      const facts: Fact[] = []
      const quarantined: QuarantinedLog[] = []
      for (const log of transaction.logs) {
        const event = events.decode(log)
        if (event.name === undefined) {
          quarantined.push({ chainId, log, sourceId: id, reason: event.reason })
          continue
        }
        const { publishTime, price, conf } = event.args
        const body: FeedPriceFact = {
          kind: 'feedPrice',
          contract: address,
          subject: priceId,
          answer: price,
          roundId: publishTime,
          updatedAt: publishTime,
          confidence: conf,
        }
        facts.push(toFact({ decoder, chainId, log, k: 0, body }))
      }
      const read = { chainId, blockNumber, blockHash, to: address, data, sourceId: id }
      return { facts, reads: facts.length === 0 ? [] : [read], quarantined }
    },
    decodeRead: (answer) => toFeedPrice(answer, priceId),
  }
}

/** A price that the contract does not know reverts. */
function toFeedPrice({ request, data }: ReadAnswer, priceId: Hex): FeedPriceFact | undefined {
  if (data === undefined || data.length !== answerDigits) return undefined
  const [answer, confidence, exponent, publishTime] = decodeFunctionResult({
    abi: pythReadAbi,
    data,
  })
  return {
    kind: 'feedPrice',
    contract: request.to,
    subject: pythReadSubject(priceId),
    answer,
    roundId: publishTime,
    updatedAt: publishTime,
    confidence,
    exponent,
  }
}
