import type { Address, ChainId } from '../facts/primitives.ts'

/** The perps market of Synthetix v3 with what belongs to it: all the margin accounts of a venue, on one chain. */
export interface SynthetixV3Perps {
  type: 'synthetixV3'
  chainId: ChainId
  /** `PerpsMarketProxy`, the book of record. */
  pool: Address
  /** `AccountProxy`: the token whose holder owns an account. */
  accountToken: Address
  /** `SpotMarketProxy`, which prices collateral. */
  spotMarket: Address
  startBlock: bigint
  /** What accounts are charged in: collateral 0. */
  usd: SynthetixV3CollateralConfig
  /** By their synth market; what the exchange takes and the config lacks makes accounts that give it UNKNOWN. */
  collaterals: readonly SynthetixV3CollateralConfig[]
  /** Markets whose prices are read by the clock. */
  markets: readonly bigint[]
  /** What the keepers' gas may cost, USD 1e18: the exchange asks an oracle that answers no view. */
  keeperCosts: { flag: bigint; liquidate: bigint }
  heartbeatSeconds: bigint
  deadAfterSeconds: bigint
}

export interface SynthetixV3CollateralConfig {
  /** Synth market id. */
  id: bigint
  /** Asset id. */
  asset: string
  token: Address
}
