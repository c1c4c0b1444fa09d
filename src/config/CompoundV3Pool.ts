import type { Address, ChainId } from '../facts/primitives.ts'

/** A market of Compound III, a Comet: all the collateral and the debt of a venue, on one chain. */
export interface CompoundV3Pool {
  type: 'compoundV3'
  chainId: ChainId
  /** The Comet, which books everything. */
  pool: Address
  startBlock: bigint
  /** What is lent and borrowed. */
  base: CompoundV3AssetConfig
  collaterals: readonly CompoundV3AssetConfig[]
  /** A price that was read longer ago than this is late, and its band widens. */
  heartbeatSeconds: bigint
  /** A price that was read longer ago than this is dead: UNKNOWN. */
  deadAfterSeconds: bigint
}

export interface CompoundV3AssetConfig {
  /** Asset id. */
  asset: string
  /** The asset's token on the Comet's chain. */
  token: Address
  decimals: number
  /** The feed that the Comet asks; while it names another, the asset has no price. */
  priceFeed: Address
  /** Aggregators whose answers move that price: each answer asks for it again. */
  priceSources: readonly Address[]
}
