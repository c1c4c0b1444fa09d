import type { Database } from 'better-sqlite3'
import type { ChainId, Hex } from '../../facts/primitives.ts'
import type { Retention } from '../Upkeep.ts'
import { bytesToHex } from './hexBytes.ts'

/** What upkeep recorded of the chains. */
export interface UpkeepReader {
  /** Sum of the digests of a chain's blocks; undefined before the first with facts. */
  stateDigest(chainId: ChainId): Hex | undefined
  retention(): readonly Retention[]
}

export function createUpkeepReader(db: Database): UpkeepReader {
  const digest = db
    .prepare<[number], Buffer>('SELECT digest FROM chain_digest WHERE chain = ?')
    .pluck()
  const retention = db.prepare<[], { chain: number; number: number; timestamp: number }>(
    'SELECT chain, number, timestamp FROM retention ORDER BY chain',
  )
  return {
    stateDigest(chainId) {
      const bytes = digest.get(chainId)
      return bytes === undefined ? undefined : bytesToHex(bytes)
    },
    retention: () =>
      retention.all().map(({ chain, number, timestamp }) => ({
        chainId: chain,
        number: BigInt(number),
        timestamp: BigInt(timestamp),
      })),
  }
}
