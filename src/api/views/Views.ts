import type { Condition } from '../../alerts/Condition.ts'
import type { ChainStatus } from '../../chain/ChainStatus.ts'
import type { AssetConfig, FeedConfig } from '../../config/Project.ts'
import type { Address, ChainId, Hex, UnitId } from '../../facts/primitives.ts'
import type { TransferState, TransferView } from '../../ledger/TransferView.ts'
import type { Price } from '../../margin/MarginInput.ts'
import type { AccountMargin } from '../../margin/MarginStatus.ts'
import type { RecordedCoverage } from '../../store/Recorded.ts'
import type { Retention, StoreSize } from '../../store/Upkeep.ts'
import type { Cut, CutRequest } from './Cut.ts'
import type { JoiningSource, LeftSource } from './SourceStates.ts'

/** One line of a book at a cut: amounts in the smallest unit of the asset, signed by kind as in `BalanceLine`. */
export interface CollateralLine {
  kind: 'holding' | 'liability' | 'inFlight' | 'lagOffset' | 'unbacked'
  assetId: string
  symbol: string
  decimals: number
  chainId: ChainId
  contract: Address | undefined
  account: Address | undefined
  unit: UnitId
  amount: bigint
  /** Raw shares where the holding is a share token, else undefined. */
  shares: bigint | undefined
  /** 1e18 USD, floor for additions, ceil for deductions; undefined without a price. */
  valueE18: bigint | undefined
  transferKey: Hex | undefined
}

/** Net amount by asset: holdings + inFlight − lagOffset − unbacked, and liabilities apart. */
export interface AssetTotal {
  assetId: string
  symbol: string
  decimals: number
  amount: bigint
  liability: bigint
  valueE18: bigint | undefined
  byChain: readonly { chainId: ChainId; amount: bigint }[]
}

export interface AccountView {
  venue: string
  owner: Address
  /** Addresses that were counted as this owner's. */
  accounts: readonly Address[]
  lines: readonly CollateralLine[]
  totals: readonly AssetTotal[]
  margin: AccountMargin
  transfers: readonly TransferView[]
}

export interface VenueCollateral {
  venue: string
  lines: readonly CollateralLine[]
  totals: readonly AssetTotal[]
}

export interface PriceView {
  assetId: string
  symbol: string
  price: Price
}

export interface Page<item> {
  items: readonly { item: item; cursor: string }[]
  hasNextPage: boolean
}

export interface AccountQuery {
  venue: string
  owners?: readonly Address[] | undefined
  statuses?: readonly string[] | undefined
  order: 'asc' | 'desc'
  first: number
  after: string | undefined
}

export interface TransferQuery {
  venue?: string | undefined
  account?: Address | undefined
  bridge?: string | undefined
  origin?: ChainId | undefined
  destination?: ChainId | undefined
  key?: Hex | undefined
  states?: readonly TransferState[] | undefined
  order: 'asc' | 'desc'
  first: number
  after: string | undefined
}

/** Everything the API may ask at one cut. Synchronous: all of it comes from one store snapshot. */
export interface CutReader {
  readonly cut: Cut
  marginAccount(venue: string, owner: Address): AccountView
  marginAccounts(query: AccountQuery): Page<AccountView>
  transfers(query: TransferQuery): Page<TransferView>
  transfer(key: Hex): TransferView | undefined
  collateral(venue: string): VenueCollateral
  prices(): readonly PriceView[]
  conditions(): readonly Condition[]
  /** Coverage as recorded, per source set. */
  readonly coverage: readonly RecordedCoverage[]
  /** Sources that the config added and whose past is still being recorded: nothing of them is in any sum. */
  readonly joining: readonly JoiningSource[]
  /** Sources that are recorded and that the config no longer has: nothing of them is in any sum. */
  readonly left: readonly LeftSource[]
  /** Where the history of pruned chains begins. */
  readonly retention: readonly Retention[]
  /** Over everything recorded of a chain; undefined before its first row. */
  stateDigest(chainId: ChainId): Hex | undefined
  release(): void
}

/** What the API room is given by the top. */
export interface Views {
  /** Opens a reader; the caller releases it. Throws `CutError` with a code for what cannot be answered. */
  open(at: CutRequest): Promise<CutReader>
  /** Live state of every follower. */
  status(): readonly (ChainStatus & {
    name: string
    isStale: boolean
    lagBlocks: bigint | undefined
    lagSeconds: bigint | undefined
    eventsPerSecond: number
    etaSeconds: number | undefined
  })[]
  /** Bytes on disk. */
  storage(): Promise<StoreSize>
  venues(): readonly string[]
  feeds(): readonly FeedConfig[]
  /** Configured assets: symbols and decimals of the tokens that legs name. */
  assets(): readonly AssetConfig[]
  /** Calls back after each publication (coalesced); returns the unsubscribe function. */
  onPublished(listener: () => void): () => void
}
