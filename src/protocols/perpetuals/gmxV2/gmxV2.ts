/**
 * GMX v2: all that its contracts say comes from one `EventEmitter`, in three events (`EventLog`, `EventLog1`, `EventLog2`) that
 * give a name, its hash as a topic, and values by key. Positions are exact, absolute after every change. Fees run on between
 * events that say their indexes, what closing would move a price by is not said at all, and parameters that were set outside
 * of events are read: exact at touch.
 *
 * `PositionIncrease`, `PositionDecrease`   size, collateral and fee indexes of a position, each a unit by its key.
 * `PositionImpactPendingAmountUpdated`     impact of opening that it still owes, or is due.
 * `MultichainTransferIn`, `MultichainTransferOut`   the one balance of an account and a token that was bridged in.
 * `PoolAmountUpdated`, `OpenInterestUpdated`, `OpenInterestInTokensUpdated`   what profit is capped by.
 * `CumulativeBorrowingFactorUpdated`, `FundingFeeAmountPerSizeUpdated`        what fees are owed by.
 * `OraclePriceUpdate`                      the prices that a keeper brought, dollars 1e30 per smallest unit.
 * `SetUint`                                a parameter, under its key of the `DataStore`.
 *
 * Not read: `MultichainBridgeIn` and `MultichainBridgeOut` tell where an amount came from or goes to that the transfer beside
 * them has moved: it is counted once; after `MultichainBridgeActionFailed` it stays where it is. `PositionFeesCollected` is
 * taken off the collateral that the position's own event says; `InsolventClose` is a loss of the pool; `CollateralSumUpdated`
 * is the sum over positions.
 */
import type { GmxV2Exchange } from '../../../config/GmxV2Exchange.ts'
import type { Decoder, QuarantinedLog, ReadAnswer } from '../../../facts/Decoder.ts'
import { factDecoder } from '../../../facts/factDecoder.ts'
import type { ParameterFact } from '../../../facts/ValuationFacts.ts'
import { decodeAnswer } from '../../lending/decodeAnswer.ts'
import { type OwnedBody, toOwnedFacts } from '../../lending/toOwnedFacts.ts'
import { gmxV2Bodies } from './gmxV2Bodies.ts'
import { gmxV2Book } from './gmxV2Book.ts'
import { gmxV2EnvelopeTopics } from './gmxV2Envelope.ts'
import { gmxV2Names, readGmxV2Event } from './gmxV2Events.ts'
import { gmxV2Keys, gmxV2MarketKeys } from './gmxV2Keys.ts'
import { gmxV2Subjects } from './gmxV2Subjects.ts'
import { storeAbi, uintCall } from './uintCall.ts'

const name = 'gmxV2@1'

/** `SetUint` says what changes; an hour bounds how long what no event said is missing. */
const parametersEverySeconds = 3_600n

/** Positions, balances, prices and parameters of GMX v2 as a venue. `rank` is the first `k`, see `factRank`. */
export function createGmxV2Decoder(parameters: {
  venue: string
  exchange: GmxV2Exchange
  rank?: number
}): Decoder {
  const { venue, exchange, rank = 0 } = parameters
  const { chainId, startBlock, pool, markets } = exchange
  const id = `${chainId}/gmxV2:${pool}`
  const decoder = factDecoder(name, id)
  const keys = [
    gmxV2Keys.minCollateralUsd,
    ...markets.flatMap(({ market }) => gmxV2MarketKeys(market)),
  ]
  return {
    name,
    exactness: 'exactAtTouch',
    book: gmxV2Book(venue, exchange),
    source: {
      id,
      chainId,
      startBlock,
      filters: [{ addresses: [pool], topics: [gmxV2EnvelopeTopics, gmxV2Names] }],
    },
    timedReads: {
      everySeconds: parametersEverySeconds,
      calls: keys.map((key) => uintCall(exchange, key)),
    },
    decode({ logs }) {
      const quarantined: QuarantinedLog[] = []
      const owned = logs.flatMap((log): readonly OwnedBody[] => {
        const event = readGmxV2Event(log)
        if (!('reason' in event))
          return gmxV2Bodies(event, parameters).map((body) => ({ log, body }))
        quarantined.push({ chainId, log, sourceId: id, reason: event.reason })
        return []
      })
      return { facts: toOwnedFacts(owned, { decoder, chainId, rank }), reads: [], quarantined }
    },
    decodeRead: (answer) => toParameter(exchange, answer),
  }
}

function toParameter(
  { pool: contract }: GmxV2Exchange,
  answer: ReadAnswer,
): ParameterFact | undefined {
  const decoded = decodeAnswer(storeAbi, answer)
  if (decoded === undefined) return undefined
  const [key] = decoded.call.args
  const subject = gmxV2Subjects.uint(key)
  return { kind: 'parameter', contract, venue: '', subject, values: decoded.values }
}
