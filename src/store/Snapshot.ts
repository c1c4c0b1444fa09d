import type { QuarantinedLog } from '../facts/Decoder.ts'
import type { Fact } from '../facts/Fact.ts'
import type { Leg } from '../facts/Leg.ts'
import type { Address, BlockRef, ChainId, Hex } from '../facts/primitives.ts'
import type { SeriesKey, SeriesRow } from '../facts/Series.ts'
import type { Incident, RecordedCoverage, RecordedProgress } from './Recorded.ts'
import type { Retention } from './Upkeep.ts'

/** Height per chain that an answer is taken at; a chain that is absent contributes nothing. */
export type CutHeights = ReadonlyMap<ChainId, bigint>

/** Which running values to read. */
export type SeriesSelector =
  /** Holdings, liabilities, positions, liquidations of these accounts. */
  | { of: 'accounts'; venue: string; accounts: readonly Address[] }
  /** Totals per contract and asset of a venue. */
  | { of: 'totals'; venue: string }
  /** Prices and indexes of these contracts. */
  | {
      of: 'contracts'
      kind: 'price' | 'index'
      contracts: readonly { chainId: ChainId; contract: Address }[]
    }
  | { of: 'kind'; kind: 'residual' }
  /** Owner links of a venue: rows of kind `owner`, one per linked account. */
  | { of: 'owners'; venue: string }

/** Which legs to read. All legs of every selected transfer are returned, orphaned ones included. */
export type LegSelector =
  | { of: 'keys'; keys: readonly Hex[] }
  /**
   * Transfers that touch these accounts and are not closed at the cut (a sent or a credited side is missing in it). With
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
  /** Accounts that ever had a balance, a position or a part in a transfer in the venue, by address. */
  accounts(page: AccountPage): readonly Address[]
  quarantined(limit: number): { count: number; newest: readonly QuarantinedLog[] }
  incidents(limit: number): readonly Incident[]
  release(): void
}
