import type { Condition } from '../../alerts/Condition.ts'
import type { ChainStatus } from '../../chain/ChainStatus.ts'
import type { FeedConfig } from '../../config/FeedConfig.ts'
import type { AssetConfig, BridgeConfig, RoutePolicy } from '../../config/Project.ts'
import type { Address, ChainId, Hash, Hex, UnitId } from '../../facts/primitives.ts'
import type { BackingReading } from '../../ledger/backing/BackingReading.ts'
import type { Control, Limit } from '../../ledger/controls.ts'
import type { OpenAmount } from '../../ledger/openAmounts.ts'
import type { RouteHealth } from '../../ledger/routeHealth.ts'
import type { StuckReason } from '../../ledger/stuckReason.ts'
import type { TransferState, TransferView } from '../../ledger/TransferView.ts'
import type { AccountAnswers } from '../../margin/answers/AccountAnswers.ts'
import type { Price } from '../../margin/MarginInput.ts'
import type { AccountMargin } from '../../margin/MarginStatus.ts'
import type { RecordedCoverage } from '../../store/Recorded.ts'
import type { Route } from '../../store/Snapshot.ts'
import type { Retention, StoreSize } from '../../store/Upkeep.ts'
import type { ChangeRequest } from './accounts/ChangeRequest.ts'
import type { TroubledAccounts } from './accounts/TroubledAccounts.ts'
import type { VaultRequest } from './accounts/toRequestParts.ts'
import type { Cut, CutRequest } from './cut/Cut.ts'
import type { JoiningSource, LeftSource } from './cut/SourceStates.ts'
import type { LearnedTimes } from './routes/createDeliveryTimes.ts'
import type { VenueParameters } from './values/createParameters.ts'
import type { Worth } from './values/valueToken.ts'

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
  /** Raw shares where the holding is a share token, or what a pool books in units of its own; else undefined. */
  shares: bigint | undefined
  /** Nothing says yet what the shares are worth: for that alone the amount is 0. */
  isUnrated?: true
  /** 1e18 USD, floor for additions, ceil for deductions; undefined without a price. */
  valueE18: bigint | undefined
  transferKey: Hex | undefined
  /** Set of value that waits at a vault for a request to be fulfilled or claimed. */
  request?: VaultRequest
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

/** A judged transfer with its value at the cut's prices and what it waits for. */
export interface TransferReading extends TransferView, Worth {
  stuckReason: StuckReason | undefined
}

/** A followed bridge, and since when it is covered where (seconds), undefined where it is not yet. */
export interface BridgeView {
  config: BridgeConfig
  members: readonly { chainId: ChainId; startBlock: bigint; coveredFrom: bigint | undefined }[]
}

/** The part of a flow that is of some age, seconds; the last has no end. */
export interface AgeBand extends Worth {
  fromSeconds: bigint
  belowSeconds: bigint | undefined
  count: number
}

/** What is on its way: amounts by token, and how much of it for how long. */
export interface RouteFlow extends Worth {
  count: number
  amounts: readonly OpenAmount[]
  /** When the oldest of it was sent, seconds. */
  oldestSentAt: bigint | undefined
  oldestAgeSeconds: bigint | undefined
  ages: readonly AgeBand[]
}

/** A contract that stops a route, and the log that says so. */
export interface RoutePause extends Omit<Control, 'saidBy'> {
  sinceBlock: bigint
  /** Seconds; undefined where the block is no longer known. */
  since: bigint | undefined
  /** Id of the fact. */
  evidence: string
}

/** A contract that limits a route. */
export interface RouteLimit extends RoutePause, Omit<Limit, 'saidBy'> {
  /** Undefined where nobody logs what of it is used. */
  left: bigint | undefined
}

/** What the bridge's own contracts say about letting transfers pass. */
export interface RouteControl {
  isPaused: boolean | undefined
  pausedUnknown: 'NOT_READ' | 'NOT_COVERED' | undefined
  pauses: readonly RoutePause[]
  limitLeft: OpenAmount | undefined
  limitUnknown: 'NOT_READ' | 'NOT_COVERED' | 'USE_NOT_READ' | 'SEVERAL_TOKENS' | undefined
  limits: readonly RouteLimit[]
}

/** One way of a bridge at a cut. */
export interface RouteView extends Route {
  health: RouteHealth
  reason: string | undefined
  inFlight: RouteFlow
  /** The part of it that is late, has expired or failed. */
  stuck: RouteFlow
  /** More is open than was looked at: the flows are of the oldest. */
  isTruncated: boolean
  learned: LearnedTimes
  policy: RoutePolicy
  control: RouteControl
}

export interface AccountView {
  venue: string
  owner: Address
  /** Addresses that were counted as this owner's. */
  accounts: readonly Address[]
  lines: readonly CollateralLine[]
  totals: readonly AssetTotal[]
  margin: AccountMargin
  transfers: readonly TransferReading[]
}

export interface AnswersView {
  venue: string
  owner: Address
  answers: AccountAnswers
}

/** An account as it is, as it would be, and what is answered then. */
export interface SimulationView extends AnswersView {
  before: AccountMargin
  after: AccountMargin
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
  /** Where a page that ended early, before it was full, goes on; else behind its last row. */
  endCursor?: string | undefined
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
  transaction?: Hash | undefined
  states?: readonly TransferState[] | undefined
  order: 'asc' | 'desc'
  first: number
  after: string | undefined
}

/** Transfers of one route that are on their way, by when they were sent. */
export interface OpenTransferQuery extends Route {
  states?: readonly TransferState[] | undefined
  order: 'asc' | 'desc'
  first: number
  after: string | undefined
}

export interface RouteQuery {
  bridge?: string | undefined
  origin?: ChainId | undefined
  destination?: ChainId | undefined
  first: number
  after: string | undefined
}

/** Everything the API may ask at one cut. Synchronous: all of it comes from one store snapshot. */
export interface CutReader {
  readonly cut: Cut
  marginAccount(venue: string, owner: Address): AccountView
  marginAccounts(query: AccountQuery): Page<AccountView>
  marginAnswers(venue: string, owner: Address): AnswersView
  /** Throws `MarginInputError` for what could not happen. */
  simulateMargin(venue: string, owner: Address, changes: readonly ChangeRequest[]): SimulationView
  transfers(query: TransferQuery): Page<TransferReading>
  openTransfers(query: OpenTransferQuery): Page<TransferReading>
  transfer(key: Hex): TransferReading | undefined
  bridges(): readonly BridgeView[]
  /** By bridge, origin, destination. */
  routes(query: RouteQuery): Page<RouteView>
  collateral(venue: string): VenueCollateral
  /** What backs each configured asset group. */
  backings(): readonly BackingReading[]
  prices(): readonly PriceView[]
  /** What a venue requires and weighs. Throws `CutError` UNKNOWN_VENUE. */
  parameters(venue: string): VenueParameters
  conditions(): readonly Condition[]
  /** Accounts of a venue that are neither HEALTHY nor without risk. */
  troubled(venue: string): TroubledAccounts
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
