import type { Address, ChainId } from '../facts/primitives.ts'

/** The core of Synthetix v3, where collateral is delegated to pools: all the accounts of a venue, on one chain. */
export interface SynthetixV3CorePool {
  type: 'synthetixV3Core'
  chainId: ChainId
  /** `CoreProxy`, the book of record. */
  pool: Address
  /** `AccountProxy`: the token whose holder owns an account. */
  accountToken: Address
  startBlock: bigint
  /** What debt is stated in, at par: snxUSD. */
  usd: SynthetixV3CoreAssetConfig
  /** Priced by the feeds of their assets; what core takes and the config lacks makes accounts that give it UNKNOWN. */
  collaterals: readonly SynthetixV3CoreAssetConfig[]
  /** Pools that collateral is delegated to; a position in another is UNKNOWN. */
  pools: readonly bigint[]
  /** A debt that was read longer ago than this is late. */
  heartbeatSeconds: bigint
  /** A debt that was read longer ago than this is as good as not read: UNKNOWN. */
  deadAfterSeconds: bigint
}

export interface SynthetixV3CoreAssetConfig {
  /** Asset id. */
  asset: string
  /** The collateral type. */
  token: Address
  /** Of the token; core itself counts everything with 18. */
  decimals: number
}
