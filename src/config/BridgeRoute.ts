import type {
  ControlChange,
  ControlFact,
  ControlWay,
  LegFact,
  LegStep,
} from '../facts/BridgeFacts.ts'
import type { Address, ChainId, Hex } from '../facts/primitives.ts'

/** One side of a transfer, as the bridge says it. `amount` is in units of `asset`, a token on this chain. */
export interface LegParameters {
  step: LegStep
  /** 32 bytes that both sides share. Transfers that nothing on chain tells apart share one; they are matched by count. */
  key: Hex
  /**
   * Another 32 bytes that name the same transfer: what is filed under them, before or after, is this transfer. Only where
   * neither side can compute the other's key, or a venue that names it cannot. An alias belongs to one key. A `sent` leg of what
   * was queued under its alias has amount 0, because nothing moves any more, and says with `carried` how much it is.
   */
  alias?: Hex | undefined
  /** What the key does not commit to by itself; the key unless said. */
  payloadHash?: Hex
  asset: Address
  amount: bigint
  /** What the message carries, in units on which both sides agree; `amount` unless said. Both sides must say the same. */
  carried?: bigint | undefined
  /** Last second at which the destination may credit it, where the protocol ends it by itself. */
  deadline?: bigint | undefined
  /** Contract that holds, burns or mints on this chain; the one that logged the event unless said. */
  carrierContract?: Address
  sender?: Address | undefined
  recipient?: Address | undefined
  /** Undefined where the log does not say, or the config knows no chain of that domain. */
  origin: ChainId | undefined
  destination: ChainId | undefined
}

/** What a bridge's operators did, as its log says it. */
export interface ControlParameters {
  /** Contract that stops or limits. */
  contract: Address
  /** Which way past it, seen from this chain; both unless said. */
  way?: ControlWay
  /** Domains at the other end that it is about; all unless said. Those that the config knows no chain of are left out. */
  lanes?: readonly (Domain | number | bigint)[]
  change: ControlChange
}

/** A chain as a bridge calls it: decimal digits, or a name. */
export type Domain = string

/** Where a protocol is followed: one chain of a configured bridge, and what that chain must know of the others. */
export interface BridgeRoute {
  readonly chainId: ChainId
  /** What the protocol calls this chain. */
  readonly domain: Domain
  /** Configured contracts of a role on this chain, none where it has none. */
  contractsOf(role: string): readonly Address[]
  /** Roles of a contract of this chain, in the order in which the protocol names them. */
  rolesOf(contract: Address): readonly string[]
  /** Contracts of a role on the followed chain of a domain; undefined where that chain is not followed. */
  peersOf(domain: Domain | number | bigint, role: string): readonly Address[] | undefined
  /** Tokens carried on the followed chain of a domain; undefined where that chain is not followed. */
  peerTokens(domain: Domain | number | bigint): ReadonlyMap<Address, number> | undefined
  /** Domain of the other chain of a bridge of two, for logs that name no chain; undefined where it has more or fewer. */
  readonly peer: Domain | undefined
  /** Chain of a domain, followed or foreign; undefined where the config knows none. */
  chainOf(domain: Domain | number | bigint): ChainId | undefined
  /** Tokens of the carried assets on this chain, with their decimals. What moves other tokens is passed over. */
  readonly tokens: ReadonlyMap<Address, number>
  /** The leg of this route as a fact. */
  leg(leg: LegParameters & { carrierContract: Address }): LegFact
  /** What stops or limits this route as a fact. */
  control(control: ControlParameters): ControlFact
}
