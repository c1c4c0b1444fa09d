import type { Address, ChainId } from '../facts/primitives.ts'

/** GMX v2 on one chain: every position is a unit by itself, and what was bridged in and not used is a balance beside them. */
export interface GmxV2Exchange {
  type: 'gmxV2'
  chainId: ChainId
  /** `EventEmitter`: all that the exchange says, it says there. */
  pool: Address
  /** `DataStore`, which holds its parameters. */
  dataStore: Address
  startBlock: bigint
  /** What the exchange lists and the config lacks makes accounts that hold it UNKNOWN. */
  markets: readonly GmxV2MarketConfig[]
  heartbeatSeconds: bigint
  deadAfterSeconds: bigint
}

export interface GmxV2MarketConfig {
  /** The market token. */
  market: Address
  index: GmxV2Token
  long: GmxV2Token
  short: GmxV2Token
}

export interface GmxV2Token {
  /** Asset id. */
  asset: string
  token: Address
  decimals: number
}
