import type { QuarantinedLog } from '../facts/Decoder.ts'
import type { Fact } from '../facts/Fact.ts'
import type { Leg } from '../facts/Leg.ts'
import type { Address, BlockRef, ChainId, Hash, Hex } from '../facts/primitives.ts'
import type { SeriesKey, SeriesRow } from '../facts/Series.ts'
import type { Incident, RecordedCoverage, RecordedProgress } from './Recorded.ts'
import type { Retention } from './Upkeep.ts'

/** Height per chain that an answer is taken at; a chain that is absent contributes nothing. */
export type CutHeights = ReadonlyMap<ChainId, bigint>

/** Which running values to read. */
export type SeriesSelector =
  /** Holdings, liabilities, positions, liquidations, parameters of these accounts. */
  | { of: 'accounts'; venue: string; accounts: readonly Address[] }
  /** Totals per contract and asset of a venue. */
  | { of: 'totals'; venue: string }
  /** Prices, indexes and parameters of these contracts. */
  | {
      of: 'contracts'
      kind: 'price' | 'index' | 'parameter'
      contracts: readonly { chainId: ChainId; contract: Address }[]
    }
  | { of: 'kind'; kind: 'residual' }
  /** What the logs and pinned reads say of backing: rows of these contracts, see `facts/backingKeys`. */
  | {
      of: 'contracts'
      kind: 'escrowed' | 'supply' | 'flow' | 'observed'
      contracts: readonly { chainId: ChainId; contract: Address }[]
    }
  /** What stops or limits a bridge: rows of kind `control`. */
  | { of: 'controls'; bridge: string }
  /** Owner links of a venue: rows of kind `owner`, one per linked account. */
  | { of: 'owners'; venue: string }

/** Which legs to read. All legs of every selected transfer are returned, orphaned ones included. */
export type LegSelector =
  | { of: 'keys'; keys: readonly Hex[] }
  /**
   * Transfers that touch these accounts inside the cut and are not closed at it (a sent or a credited side is missing). With
   * `since`, heights at or below the cut's, also those that were not closed at some heights in between.
   */
  | {
      of: 'openOfAccounts'
      venue: string
      accounts: readonly Address[]
      at: CutHeights
      since?: CutHeights | undefined
    }
  /** The same for a whole venue, or for every transfer. */
  | { of: 'open'; venue: string | undefined; at: CutHeights }

export interface TransferFilter {
  bridge?: string | undefined
  origin?: ChainId | undefined
  destination?: ChainId | undefined
  venue?: string | undefined
  accounts?: readonly Address[] | undefined
  key?: Hex | undefined
  /** Only transfers with a leg in this transaction. */
  transaction?: Hash | undefined
}

/** One way of a bridge. */
export interface Route {
  bridge: string
  origin: ChainId
  destination: ChainId
}

/**
 * Keyset page of the transfers of a route that may be open at a cut, by the block that sent them; those that nobody has
 * sent come first. `after` is the place of a row of an earlier page.
 */
export interface OpenPage extends Route {
  order: 'asc' | 'desc'
  after: { sentNumber: bigint; rowId: number } | undefined
  limit: number
  at: CutHeights
}

/** A transfer that may be open, and the block of its origin that sent it, 0 while nobody has. */
export interface OpenRow extends TransferRow {
  sentNumber: bigint
}

/** The newest deliveries of a route whose two sides stand at or below these blocks. */
export interface DeliveryPage extends Route {
  sentUpTo: bigint
  creditedUpTo: bigint
  limit: number
}

/** When a transfer was sent and when it arrived, seconds. */
export interface Delivery {
  key: Hex
  /** Nothing but one sent leg and the credit that settled it: it needs no judging. */
  isPlain: boolean
  sentAt: bigint
  creditedAt: bigint
}

/** Keyset page in the order of first observation by the store; `after` is a row id of an earlier page. */
export interface TransferPage {
  filter: TransferFilter
  order: 'asc' | 'desc'
  after: number | undefined
  limit: number
  at: CutHeights
}

/** One transfer key seen at or below the cut, with the row id that orders pages. */
export interface TransferRow {
  rowId: number
  key: Hex
}

export interface AccountPage {
  venue: string
  /** Only what is inside this cut makes an account one of the venue's; without it, all that is recorded. */
  at?: CutHeights | undefined
  /** Only these accounts, when given. */
  accounts?: readonly Address[] | undefined
  order: 'asc' | 'desc'
  after: Address | undefined
  limit: number
}

/** One consistent state of the store. Bounded in number and time; the caller releases it. */
export interface Snapshot {
  readonly revision: number
  readonly sequence: number
  readonly progress: readonly RecordedProgress[]
  readonly coverage: readonly RecordedCoverage[]
  /** Chains whose older history was pruned. */
  readonly retention: readonly Retention[]

  /**
   * Digest of everything recorded of a chain's canonical blocks, equal in a store and its copies; undefined before the first
   * block with facts.
   */
  stateDigest(chainId: ChainId): Hex | undefined
  /** Highest recorded canonical block at or below `number`. */
  blockAt(chainId: ChainId, number: bigint): BlockRef | undefined
  /** Highest recorded canonical block whose running-max timestamp is at or below `timestamp` (seconds). */
  blockAtTime(chainId: ChainId, timestamp: bigint): BlockRef | undefined
  /** What is known of a block by number and hash, or the hash's first bytes: canonical, orphaned, or never recorded. */
  blockState(chainId: ChainId, number: bigint, hash: Hex): 'canonical' | 'orphaned' | 'unknown'
  /** The newest row of every selected key at or below the cut. Keys of chains outside the cut are left out. */
  series(selector: SeriesSelector, at: CutHeights): readonly SeriesRow[]
  /** Smallest first value of a key over blocks [from, to], counting the value it had when entering the range. */
  lowest(key: SeriesKey, fromBlock: bigint, toBlock: bigint): bigint | undefined
  /** Canonical facts of (after, upTo] that belong to these accounts, in chain order. */
  factsOf(parameters: {
    chainId: ChainId
    venue: string
    accounts: readonly Address[]
    after: bigint
    upTo: bigint
  }): readonly Fact[]
  legs(selector: LegSelector): readonly Leg[]
  transfers(page: TransferPage): readonly TransferRow[]
  openTransfers(page: OpenPage): readonly OpenRow[]
  /** Newest first, in an order that any store of the same blocks has. */
  deliveries(page: DeliveryPage): readonly Delivery[]
  /** Routes of which a transfer is not closed, whatever the cut. */
  openRoutes(): readonly Route[]
  /** Accounts that ever had a balance, a position or a part in a transfer in the venue, by address. */
  accounts(page: AccountPage): readonly Address[]
  /**
   * Accounts of a venue that canonical blocks of (after, upTo] may have changed: those that a fact is filed under, and every
   * holder of a transfer that has a leg there, under whatever name. In no order.
   */
  touched(parameters: {
    chainId: ChainId
    venue: string
    after: bigint
    upTo: bigint
  }): readonly Address[]
  quarantined(limit: number): { count: number; newest: readonly QuarantinedLog[] }
  incidents(limit: number): readonly Incident[]
  release(): void
}
