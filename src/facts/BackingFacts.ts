import type { Address } from './primitives.ts'

/** A token moved at an escrow of a bridge; positive when it came in. */
export interface EscrowFact {
  kind: 'escrow'
  token: Address
  holder: Address
  amount: bigint
}

/** A token whose supply is held against its backing was minted (positive) or burnt (negative). */
export interface SupplyFact {
  kind: 'supply'
  token: Address
  amount: bigint
}

/** A bridge brought value of a token to this chain (positive) or took it away (negative), by its own legs. */
export interface FlowFact {
  kind: 'flow'
  token: Address
  bridge: string
  amount: bigint
}

/** What a contract answered at a block: a pinned read, no sum of logs. */
export interface Observation {
  of: ObservationKind
  token: Address
  /** The escrow of a balance, the bridge of a limit. */
  holder?: Address | undefined
  amount: bigint
}

/** A token's balance of an escrow, its supply, and what an xERC20 lets a bridge mint and burn: at most, and now. */
export type ObservationKind =
  | 'balance'
  | 'supply'
  | 'mintLimit'
  | 'mintLeft'
  | 'burnLimit'
  | 'burnLeft'

export interface ObservedFact {
  kind: 'observed'
  observations: readonly Observation[]
}
