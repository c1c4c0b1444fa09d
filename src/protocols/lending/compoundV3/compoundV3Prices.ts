/**
 * Prices of a Comet's assets, as the Comet itself answers them. Exact at touch: a feed that is no plain aggregator may
 * answer otherwise without any event.
 *
 * `Supply`, `Withdraw`, `SupplyCollateral`, `WithdrawCollateral` and the like    somebody acted on the asset.
 * `AnswerUpdated(current, roundId, updatedAt)`    a configured source of an asset has a new answer.
 *
 * No log makes a fact here: each asks for the price at its block, and all prices are asked for at the head by the clock.
 */
import type { CompoundV3AssetConfig, CompoundV3Pool } from '../../../config/CompoundV3Pool.ts'
import type { Decoder, LogFilter } from '../../../facts/Decoder.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { answerEvents } from '../../oracles/answerUpdated.ts'
import { toWord } from '../../toWord.ts'
import { priceCall } from './cometCalls.ts'
import { cometEvents } from './compoundV3Events.ts'
import { toCometFacts } from './toCometFacts.ts'

const name = 'compoundV3Prices@1'

/** Each asset is a call of its own: once a minute is what an endpoint bears and most feeds do not outrun. */
const pricesEverySeconds = 60n

/** Reads of the prices of one Comet's assets. */
export function createCompoundV3PriceDecoder(parameters: {
  venue: string
  pool: CompoundV3Pool
}): Decoder {
  const { pool } = parameters
  const { chainId, startBlock } = pool
  const id = `${chainId}/compoundV3Prices:${pool.pool}`
  const touchedBy = createTouched(pool)
  const feeds = [pool.base, ...pool.collaterals].map(({ priceFeed }) => priceFeed)
  const calls = [...new Set(feeds)].map((feed) => priceCall(pool, feed))
  return {
    name,
    exactness: 'exactAtTouch',
    source: { id, chainId, startBlock, filters: toFilters(pool) },
    timedReads: { everySeconds: pricesEverySeconds, calls },
    decode({ blockNumber, blockHash, logs }) {
      const touched = new Set(logs.flatMap(touchedBy).map(({ priceFeed }) => priceFeed))
      return {
        facts: [],
        reads: [...touched].map((feed) => {
          return { chainId, blockNumber, blockHash, sourceId: id, ...priceCall(pool, feed) }
        }),
        quarantined: [],
      }
    },
    decodeRead: (answer) => toCometFacts(parameters, answer),
  }
}

function toFilters({ pool, base, collaterals }: CompoundV3Pool): readonly LogFilter[] {
  const sources = [base, ...collaterals].flatMap(({ priceSources }) => priceSources)
  const own: LogFilter = { addresses: [pool], topics: [cometEvents.topics] }
  if (sources.length === 0) return [own]
  return [own, { addresses: [...new Set(sources)], topics: [answerEvents.topics] }]
}

/** Which assets' prices a log bears on. It is evidence of nothing else, so that its data is not looked at. */
function createTouched({
  pool,
  base,
  collaterals,
}: CompoundV3Pool): (log: RawLog) => readonly CompoundV3AssetConfig[] {
  const assets = [base, ...collaterals]
  return ({ address, topics: [, , , word] }) => {
    if (address !== pool) return assets.filter(({ priceSources }) => priceSources.includes(address))
    // What is about collateral names it in its last topic; all else is about the base.
    if (word === undefined) return [base]
    return collaterals.filter(({ token }) => toWord(token) === word)
  }
}
