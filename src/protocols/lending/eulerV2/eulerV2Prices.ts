/**
 * Prices by the oracle of a vault of Euler v2 that lends. Exact at touch: an oracle may move without any event.
 *
 * Any event of the vault that lends   somebody borrowed, repaid, was liquidated, or lent: all prices bear on that.
 * `VaultStatus` of a collateral       somebody acted on its shares.
 * `AnswerUpdated(current, roundId, updatedAt)`   a configured source has a new answer.
 *
 * No log makes a fact here: each asks for the price at its block, and all prices are asked for at the head by the clock. A price
 * is that of the asset that a vault holds; a share is worth what the vault counts for it, and the oracle is asked about it, too.
 */
import {
  type EulerV2Pool,
  type EulerV2VaultConfig,
  eulerV2Vaults,
} from '../../../config/EulerV2Pool.ts'
import type { Decoder, LogFilter, TimedCall } from '../../../facts/Decoder.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { answerEvents } from '../../oracles/answerUpdated.ts'
import { quoteCalls } from './eulerCalls.ts'
import { controllerEvents, vaultStateEvents } from './eulerV2Events.ts'
import { toEulerFacts } from './toEulerFacts.ts'

const name = 'eulerV2Prices@1'

/** Three calls a collateral: once a minute is what an endpoint bears and most sources do not outrun. */
const pricesEverySeconds = 60n

/** Reads of what the oracle values the assets of one venue at. */
export function createEulerV2PriceDecoder(parameters: {
  venue: string
  pool: EulerV2Pool
}): Decoder {
  const { pool } = parameters
  const { chainId, startBlock } = pool
  const id = `${chainId}/eulerV2Prices:${pool.pool}`
  const vaults = eulerV2Vaults(pool)
  const callsOf = (touched: readonly EulerV2VaultConfig[]): readonly TimedCall[] => {
    const tokens = new Set(touched.map(({ underlying }) => underlying.token))
    // What shares are quoted at is held against what they are claims on: vaults of one asset are asked about together.
    const alike = vaults.filter(({ underlying }) => tokens.has(underlying.token))
    const calls = alike.flatMap((vault) => quoteCalls(pool, vault))
    return [...new Map(calls.map((call) => [call.data, call])).values()]
  }
  const touchedBy = ({ address }: RawLog) =>
    address === pool.pool
      ? vaults
      : vaults.filter((vault) => vault.address === address || vault.priceSources.includes(address))
  return {
    name,
    exactness: 'exactAtTouch',
    source: { id, chainId, startBlock, filters: toFilters(pool) },
    timedReads: { everySeconds: pricesEverySeconds, calls: callsOf(vaults) },
    decode({ blockNumber, blockHash, logs }) {
      const block = { chainId, blockNumber, blockHash, sourceId: id }
      const calls = callsOf(logs.flatMap(touchedBy))
      return { facts: [], reads: calls.map((call) => ({ ...block, ...call })), quarantined: [] }
    },
    decodeRead: (answer) => toEulerFacts(parameters, answer),
  }
}

function toFilters(pool: EulerV2Pool): readonly LogFilter[] {
  const vaults = eulerV2Vaults(pool)
  const addresses = vaults.map(({ address }) => address)
  const sources = [...new Set(vaults.flatMap(({ priceSources }) => priceSources))]
  return [
    { addresses, topics: [vaultStateEvents.topics] },
    { addresses: [pool.pool], topics: [controllerEvents.topics] },
    ...(sources.length === 0
      ? []
      : [{ addresses: sources, topics: [answerEvents.topics] } as const]),
  ]
}
