import type { Holder } from './AccountFacts.ts'
import type { LegStep } from './BridgeFacts.ts'
import type { FactPosition } from './FactPosition.ts'
import type { Address, ChainId, Hex } from './primitives.ts'

/** How much of a leg one balance fact accounts for, and whose it is. */
export interface Binding {
  holder: Holder
  /** Asset that the book counts, and the book. */
  asset: Address
  contract: Address
  amount: bigint
  /** Who owns the value on the other side, where the venue's event said so. */
  beneficiary?: Holder | undefined
}

export type UnboundReason =
  /** A credit whose recipient is neither a vault nor a landing contract: nothing will be booked. */
  | 'NOT_COLLATERAL'
  /** No balance fact of a venue in the transaction. */
  | 'NO_BALANCE_FACT'
  /** No token moved between a vault and the bridge. */
  | 'NO_MOVEMENT'
  /** More than one account could own it. */
  | 'AMBIGUOUS'

/**
 * A leg as recorded: what the bridge said, how much of it is bound to balance facts (DESIGN §3.2), and the block it
 * stands in. `via: 'venue'` is a venue's own credit that names the transfer's key (the second step after a landing).
 */
export interface Leg {
  at: FactPosition
  /** Seconds. */
  timestamp: bigint
  canonical: boolean
  via: 'bridge' | 'venue'
  step: LegStep
  bridge: string
  key: Hex
  /** Another name of the same transfer: what is filed under it is this transfer. */
  alias?: Hex | undefined
  /** The key under which it was filed, where the transfer goes by another name. */
  filedUnder?: Hex | undefined
  payloadHash: Hex
  asset: Address
  amount: bigint
  /** What the message carries, in units on which both sides agree, where that is not `amount`. */
  carried?: bigint | undefined
  /** Last second at which the destination may credit it, where the protocol ends it by itself. */
  deadline?: bigint | undefined
  sender: Address | undefined
  recipient: Address | undefined
  origin: ChainId
  destination: ChainId
  bindings: readonly Binding[]
  unbound: UnboundReason | undefined
}
