/**
 * Prices that the perps market of Synthetix v3 takes positions and collateral at, and how deep it takes the spot market of a
 * collateral to be. Exact at touch: oracles answer otherwise without any event of the exchange.
 *
 * `MarketUpdated`, `MarketPriceDataUpdated`   somebody acted on the market, or another oracle answers for it.
 *
 * No log makes a fact here: each asks for the market's price at its block, and all are asked for at the head by the clock.
 * An oracle that wants fresh data first makes the call fail, and what was read before grows old.
 */
import { encodeFunctionData, parseAbi } from 'viem'
import type { SynthetixV3Perps } from '../../../config/SynthetixV3Perps.ts'
import type { Decoder, ReadAnswer, TimedCall } from '../../../facts/Decoder.ts'
import type { ParameterFact } from '../../../facts/ValuationFacts.ts'
import { decodeAnswer } from '../../lending/decodeAnswer.ts'
import { touchEvents } from './synthetixV3Events.ts'
import { synthetixV3Subjects as subjects } from './synthetixV3Subjects.ts'

const name = 'synthetixV3Prices@1'

/** Each is a call of its own: once a minute is what an endpoint bears and most feeds do not outrun. */
const pricesEverySeconds = 60n

const perpsAbi = parseAbi(['function indexPrice(uint128 marketId) view returns (uint256 price)'])

const spotAbi = parseAbi([
  'function indexPrice(uint128 marketId, uint128 transactionType, uint8 priceTolerance) view returns (uint256 price)',
  'function getMarketSkewScale(uint128 synthMarketId) view returns (uint256 skewScale)',
])

/** Collateral is valued as if it were sold, by the ordinary tolerance. */
const SELL = 2n
const DEFAULT_TOLERANCE = 0

/** Reads of the prices of one perps market. */
export function createSynthetixV3PriceDecoder(perps: SynthetixV3Perps): Decoder {
  const { chainId, startBlock, pool, markets, collaterals } = perps
  const id = `${chainId}/synthetixV3Prices:${pool}`
  const calls = [
    ...markets.map((market) => priceCall(perps, market)),
    ...collaterals.flatMap((collateral) => collateralCalls(perps, collateral.id)),
  ]
  return {
    name,
    exactness: 'exactAtTouch',
    source: {
      id,
      chainId,
      startBlock,
      filters: [{ addresses: [pool], topics: [touchEvents.topics] }],
    },
    timedReads: { everySeconds: pricesEverySeconds, calls },
    decode({ blockNumber, blockHash, logs }) {
      // What is malformed the decoder of the exchange has quarantined.
      const touched = logs.flatMap((log) => {
        const event = touchEvents.decode(log)
        return event.name === undefined ? [] : [event.args.marketId]
      })
      return {
        facts: [],
        reads: [...new Set(touched)].map((market) => {
          return { chainId, blockNumber, blockHash, sourceId: id, ...priceCall(perps, market) }
        }),
        quarantined: [],
      }
    },
    decodeRead: (answer) => toParameter(perps, answer),
  }
}

function priceCall({ pool: to }: SynthetixV3Perps, market: bigint): TimedCall {
  const args = [market] as const
  return { to, data: encodeFunctionData({ abi: perpsAbi, functionName: 'indexPrice', args }) }
}

function collateralCalls({ spotMarket: to }: SynthetixV3Perps, id: bigint): readonly TimedCall[] {
  const sold = [id, SELL, DEFAULT_TOLERANCE] as const
  const scale = [id] as const
  return [
    { to, data: encodeFunctionData({ abi: spotAbi, functionName: 'indexPrice', args: sold }) },
    {
      to,
      data: encodeFunctionData({ abi: spotAbi, functionName: 'getMarketSkewScale', args: scale }),
    },
  ]
}

/** An answer of another shape says nothing of any price, nor does a call that failed. */
function toParameter(
  { pool: contract, spotMarket }: SynthetixV3Perps,
  answer: ReadAnswer,
): ParameterFact | undefined {
  const isSpot = answer.request.to === spotMarket
  const decoded = isSpot ? decodeAnswer(spotAbi, answer) : decodeAnswer(perpsAbi, answer)
  if (decoded === undefined) return undefined
  const { call, values } = decoded
  const [id] = call.args
  const subject = isSpot ? spotSubject(call.functionName, id) : subjects.price(id)
  return { kind: 'parameter', contract, venue: '', subject, values }
}

function spotSubject(functionName: string, id: bigint): string {
  return functionName === 'indexPrice' ? subjects.synthPrice(id) : subjects.synthSkewScale(id)
}
