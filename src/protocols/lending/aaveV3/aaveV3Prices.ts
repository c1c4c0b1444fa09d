/**
 * Prices of an Aave v3 pool's reserves, as its own oracle answers. Exact at touch: between two reads a source that is no
 * plain aggregator (a capped rate, a fixed price) may answer otherwise without any event.
 *
 * `AssetSourceUpdated(asset, source)`, `FallbackOracleUpdated(fallback)`   another contract answers.
 * `ReserveDataUpdated(reserve, …)`                                         somebody acted on the reserve.
 * `AnswerUpdated(current, roundId, updatedAt)`                             a configured source of a reserve has a new answer.
 *
 * No log makes a fact here: each asks for the price at its block, and all prices are asked for at the head now and then.
 */
import { decodeFunctionData, encodeFunctionData, parseAbi, toEventSelector } from 'viem'
import type { AaveV3Pool } from '../../../config/AaveV3Pool.ts'
import type { Decoder, LogFilter, ReadAnswer } from '../../../facts/Decoder.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import type { ParameterFact } from '../../../facts/ValuationFacts.ts'
import { fromWord } from '../../toWord.ts'
import { toAddress } from '../toAddress.ts'
import { aaveV3Subjects } from './aaveV3Subjects.ts'

const name = 'aaveV3Prices@1'

const oracleAbi = parseAbi([
  'function getAssetPrice(address asset) view returns (uint256 price)',
  'function getAssetsPrices(address[] assets) view returns (uint256[] prices)',
])

const sourceUpdated = toEventSelector(
  'event AssetSourceUpdated(address indexed asset, address indexed source)',
)
const fallbackUpdated = toEventSelector(
  'event FallbackOracleUpdated(address indexed fallbackOracle)',
)
const dataUpdated = toEventSelector(
  'event ReserveDataUpdated(address indexed reserve, uint256 liquidityRate, uint256 stableBorrowRate, uint256 variableBorrowRate, uint256 liquidityIndex, uint256 variableBorrowIndex)',
)
const answerUpdated = toEventSelector(
  'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
)

/** Reads of the prices of one pool's reserves. */
export function createAaveV3PriceDecoder(pool: AaveV3Pool): Decoder {
  const { chainId, startBlock, oracle: to } = pool
  const id = `${chainId}/aaveV3Prices:${pool.pool}`
  const tokens = pool.reserves.map(({ token }) => token)
  const touchedBy = createTouched(pool, tokens)
  return {
    name,
    exactness: 'exactAtTouch',
    source: { id, chainId, startBlock, filters: toFilters(pool) },
    standingRead: {
      to,
      data: encodeFunctionData({
        abi: oracleAbi,
        functionName: 'getAssetsPrices',
        args: [tokens],
      }),
    },
    decode({ blockNumber, blockHash, logs }) {
      const touched = new Set(logs.flatMap(touchedBy))
      return {
        facts: [],
        reads: [...touched].map((token) => {
          const args = [token] as const
          const data = encodeFunctionData({ abi: oracleAbi, functionName: 'getAssetPrice', args })
          return { chainId, blockNumber, blockHash, to, data, sourceId: id }
        }),
        quarantined: [],
      }
    },
    decodeRead: (answer) => toPrices(pool, answer),
  }
}

function toFilters(pool: AaveV3Pool): readonly LogFilter[] {
  const sources = [...new Set(pool.reserves.flatMap(({ priceSources }) => priceSources))]
  const own: LogFilter[] = [
    { addresses: [pool.oracle], topics: [[sourceUpdated, fallbackUpdated]] },
    { addresses: [pool.pool], topics: [[dataUpdated]] },
  ]
  return sources.length === 0 ? own : [...own, { addresses: sources, topics: [[answerUpdated]] }]
}

/** Which reserves' prices a log bears on. It is evidence of nothing else, so that its data is not looked at. */
function createTouched(
  { reserves }: AaveV3Pool,
  tokens: readonly Address[],
): (log: RawLog) => readonly Address[] {
  const pricedBy = (source: Address) =>
    reserves.flatMap(({ token, priceSources }) => (priceSources.includes(source) ? [token] : []))
  return ({ address, topics: [event, subject] }) => {
    switch (event) {
      case answerUpdated:
        return pricedBy(address)
      case fallbackUpdated:
        return tokens
      default: {
        const token = subject === undefined ? undefined : fromWord(subject)
        return token !== undefined && tokens.includes(token) ? [token] : []
      }
    }
  }
}

/** Hex digits of a word. */
const WORD = 64

/** A call that one source made fail says nothing of any price, nor does an answer of another shape. */
function toPrices(
  pool: AaveV3Pool,
  { request, data = '0x' }: ReadAnswer,
): readonly ParameterFact[] {
  const call = decodeFunctionData({ abi: oracleAbi, data: request.data })
  const asked = call.functionName === 'getAssetPrice' ? [call.args[0]] : call.args[0]
  const words = data.slice(2).match(/.{64}/g) ?? []
  // A list is answered with its place and its length before the prices.
  const head = call.functionName === 'getAssetPrice' ? [] : [WORD / 2, asked.length]
  const isWhole = data.length === 2 + WORD * (head.length + asked.length)
  if (!isWhole || head.some((word, i) => BigInt(`0x${words[i] ?? ''}`) !== BigInt(word))) return []
  return asked.map((token, i) => ({
    kind: 'parameter',
    contract: pool.pool,
    venue: '',
    subject: aaveV3Subjects.price(toAddress(token)),
    values: [BigInt(`0x${words[head.length + i] ?? '0'}`)],
  }))
}
