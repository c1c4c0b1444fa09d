/**
 * A market of Morpho Blue, exact from logs but for what is supplied: collateral in token units, debt in borrow shares.
 *
 * `SupplyCollateral`, `WithdrawCollateral`   collateral, which bears no interest.
 * `Borrow`, `Repay`                 shares of the debt; they name them beside the assets.
 * `Liquidate`                       seized collateral, repaid shares, and the shares of a debt that is written off.
 * `Supply`, `Withdraw`              supplied shares changed. They are no collateral, and interest pays shares to a recipient of
 *                                   fees whom no log of the market names, so that `position` is asked for and not summed.
 * `AccrueInterest`, `SetFee`        interest was booked, or is shared otherwise.
 * `CreateMarket`                    the market has no account before it.
 *
 * Each asks for the market's totals, the rate of its model (AdaptiveCurveIrm) and its oracle's price at the block, and the
 * clock does at the head: interest runs on from there, and an oracle may move without any log.
 *
 * Not read: `BorrowRateUpdate` says the rate that is read together with the totals it belongs to; `SetOwner`, `EnableIrm`
 * and `EnableLltv` decide which markets may be made; `SetFeeRecipient` names who gets fees, who is asked about once he has
 * any; `FlashLoan`, `SetAuthorization` and `IncrementNonce` change nothing of an account.
 */
import type { MorphoBluePool } from '../../../config/MorphoBluePool.ts'
import type { Decoder, QuarantinedLog, ReadRequest } from '../../../facts/Decoder.ts'
import { factDecoder } from '../../../facts/factDecoder.ts'
import type { TransactionLogs } from '../../../facts/RawLog.ts'
import { answerEvents } from '../../oracles/answerUpdated.ts'
import { toOwnedFacts } from '../toOwnedFacts.ts'
import { morphoEvents } from './morphoBlueEvents.ts'
import { morphoBook } from './morphoBook.ts'
import { marketCalls, positionCall, priceCall } from './morphoCalls.ts'
import { type MarketLogs, readMarketLogs } from './readMarketLogs.ts'
import { toMorphoFacts } from './toMorphoFacts.ts'

const name = 'morphoBlue@1'

/** Three calls a market: once a minute is what an endpoint bears and most oracles do not outrun. */
const marketEverySeconds = 60n

/** Balances, totals and price of one market as a venue. `rank` is the first `k`, see `factRank`. */
export function createMorphoBlueDecoder(parameters: {
  venue: string
  pool: MorphoBluePool
  rank?: number
}): Decoder {
  const { venue, pool, rank = 0 } = parameters
  const { chainId, startBlock, marketId, priceSources } = pool
  const id = `${chainId}/morphoBlue:${pool.pool}:${marketId}`
  const decoder = factDecoder(name, id)
  const sources = { addresses: priceSources, topics: [answerEvents.topics] } as const
  return {
    name,
    exactness: 'exactAtTouch',
    book: morphoBook(venue, pool),
    source: {
      id,
      chainId,
      startBlock,
      filters: [
        { addresses: [pool.pool], topics: [morphoEvents.topics, [marketId]] },
        ...(priceSources.length === 0 ? [] : [sources]),
      ],
    },
    timedReads: { everySeconds: marketEverySeconds, calls: marketCalls(pool) },
    accountReads: {
      venue,
      contract: pool.pool,
      assets: [pool.pool],
      calls: (account) => [positionCall(pool, account)],
    },
    decode(transaction) {
      const quarantined: QuarantinedLog[] = []
      const logs = readMarketLogs({ venue, pool }, transaction.logs, (log, reason) =>
        quarantined.push({ chainId, log, sourceId: id, reason }),
      )
      return {
        facts: toOwnedFacts(logs.owned, { decoder, chainId, rank }),
        reads: toReads(pool, transaction, logs, id),
        quarantined,
      }
    },
    decodeRead: (answer) => toMorphoFacts(parameters, answer),
  }
}

function toReads(
  pool: MorphoBluePool,
  { blockNumber, blockHash }: TransactionLogs,
  { suppliers, isTouched, isPriced }: MarketLogs,
  sourceId: string,
): readonly ReadRequest[] {
  const block = { chainId: pool.chainId, blockNumber, blockHash, sourceId }
  const calls = isTouched ? marketCalls(pool) : isPriced ? [priceCall(pool)] : []
  return [
    ...[...suppliers].map((account) => ({
      ...{ ...block, ...positionCall(pool, account) },
      everyTouch: true as const,
    })),
    ...calls.map((call) => ({ ...block, ...call })),
  ]
}
