import type { Address, ChainId, Hex } from './primitives.ts'

export type LegStep =
  | 'queued'
  | 'sent'
  | 'attested'
  | 'committed'
  | 'credited'
  | 'failed'
  | 'cancelled'
  | 'refunded'

/** One side of a value transfer over a bridge, as the bridge itself says it. */
export interface LegFact {
  kind: 'leg'
  step: LegStep
  /** Configured id of the route family, such as `hyperlane:usd`. */
  bridge: string
  /** Correlation key shared by both sides. */
  key: Hex
  /**
   * Another name of the same transfer, where the bridge calls it differently on its way: what is filed under that key is this
   * transfer. A `sent` leg of what was queued under its alias has amount 0: the value moved then, and `carried` says how much.
   */
  alias?: Hex | undefined
  /** What the key does not commit to by itself; equals the key where it does. */
  payloadHash: Hex
  /** Token on this chain, in whose units `amount` is. */
  asset: Address
  amount: bigint
  /**
   * What the message carries, in units on which both sides agree, where that is not `amount`: a fee was kept, decimals
   * differ, or another token arrives.
   */
  carried?: bigint | undefined
  /** Last second at which the destination may credit it, where the protocol ends it by itself. */
  deadline?: bigint | undefined
  /** Contract that holds, burns or mints on this chain for the bridge. */
  carrierContract: Address
  sender?: Address | undefined
  recipient?: Address | undefined
  origin: ChainId
  destination: ChainId
}

/** A token moved into or out of a followed custody address. */
export interface CustodyFact {
  kind: 'custody'
  token: Address
  from: Address
  to: Address
  amount: bigint
}

/** An unbacked credit was covered, written off or returned. */
export interface ResolutionFact {
  kind: 'resolution'
  key: Hex
  outcome: 'covered' | 'writtenOff' | 'returned'
}

/** Which way past a contract, seen from its chain. */
export type ControlWay = 'out' | 'in' | 'both'

/** What a bridge's operators did to the traffic past one of its contracts. */
export interface ControlFact {
  kind: 'control'
  /** Configured id of the bridge. */
  bridge: string
  /** Contract that stops or limits, or that alone is limited; it need not be the one that transfers pass. */
  contract: Address
  way: ControlWay
  /** Chains at the other end that it is about; undefined where it is about all of them. */
  lanes: readonly ChainId[] | undefined
  change: ControlChange
}

/** `limited`: at most `most` of `token` may pass, in its units. */
export type ControlChange =
  | { type: 'paused' }
  | { type: 'resumed' }
  | { type: 'limited'; per: LimitPeriod; token: Address; most: bigint }
  | { type: 'unlimited'; per: LimitPeriod; token: Address }

/** What a limit is counted over. */
export type LimitPeriod = 'transfer' | 'sixHours' | 'day'
