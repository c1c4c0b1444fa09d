import type { Address, ChainId, Hex } from '../facts/primitives.ts'
import type { CustomDefinition } from './CustomDefinition.ts'

/** A price feed of one chain, after validation. */
export interface FeedConfig {
  id: string
  chainId: ChainId
  /** The contract that logs its answers, or the proxy before it where `source` says so. */
  address: Address
  startBlock: bigint
  /** Decimals of its answers. */
  decimals: number
  /** Older than this the price is late and its band widens. */
  heartbeatSeconds: bigint
  /** Older than this the price is dead: UNKNOWN. */
  deadAfterSeconds: bigint
  /** How its answers are read. Undefined: a Chainlink aggregator at `address`. */
  source?: FeedSource | undefined
  /** Answers outside [answerMin, answerMax] are rejected; in the feed's decimals. */
  answerMin?: bigint | undefined
  answerMax?: bigint | undefined
}

export type FeedSource =
  /** A Chainlink proxy at `address`, and the aggregators that it has had by phase: rounds are the proxy's. */
  | { type: 'proxy'; aggregators: ReadonlyMap<bigint, Address> }
  /** One price of the Pyth contract at `address`. */
  | { type: 'pyth'; priceId: Hex }
  /** An operator's own contract. */
  | { type: 'custom'; definition: CustomDefinition }
