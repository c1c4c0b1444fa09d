import type { Address, ChainId, Hash, Hex, UnitId } from './primitives.ts'

/** Where a fact stands; the order inside a block is (txIndex, logIndex, k). */
export interface FactPosition {
  chainId: ChainId
  blockNumber: bigint
  blockHash: Hash
  txIndex: number
  txHash: Hash
  logIndex: number
  /** Rank among the facts of one log. */
  k: number
}

/** (venue, account, unit): whose money it is. */
export interface Holder {
  venue: string
  account: Address
  unit: UnitId
}

/** Tokens that left or entered a book; `counterparty` is the payer or recipient where the event names one. */
export interface Moved {
  asset: Address
  amount: bigint
  counterparty?: Address | undefined
}

/**
 * By how much, or to what. `capped` is a delta that stops at 0: what a contract says was claimed may, by its own rounding, be
 * a unit more than what was there to claim.
 */
export interface BalanceChange {
  type: 'delta' | 'absolute' | 'capped'
  value: bigint
}

/**
 * A holding or a liability changed. Only these move holdings (DESIGN §3.1).
 * `moved` is what left or entered the book as tokens, in units of `asset`, always positive.
 * `names` is given where the venue's own event names the transfer that carries the value.
 */
export interface BalanceFact extends Holder {
  kind: 'balance'
  side: 'asset' | 'liability'
  /** Token or share token on this chain that the book counts. */
  asset: Address
  /** The book of record. */
  contract: Address
  change: BalanceChange
  /**
   * Of an absolute asset: the unit of the same account out of which this one's gain comes, and into which its loss goes. What
   * that unit does not have it cannot give: it stops at 0.
   */
  against?: UnitId | undefined
  moved?: Moved | undefined
  names?: { key: Hex; beneficiary?: Holder | undefined } | undefined
}

/** Absolute state of a position after a change: size 1e18 signed, entry value 1e18 USD signed, funding index 1e18. */
export interface PositionFact extends Holder {
  kind: 'position'
  contract: Address
  market: string
  sizeE18: bigint
  entryValueE18: bigint
  fundingIndexE18: bigint
}

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

/** A feed's answer, in the feed's own decimals; `updatedAt` in seconds as the feed says it. */
export interface PriceFact {
  kind: 'price'
  feed: Address
  answer: bigint
  roundId: bigint
  updatedAt: bigint
}

/** `updatedAt` of a feed that does not say when it answered: the time of the answer's block. */
export const TIME_OF_BLOCK = -1n

/** An answer of a contract that prices several things, or says how sure it is; in the feed's own decimals. */
export interface FeedPriceFact {
  kind: 'feedPrice'
  contract: Address
  /** Which of the contract's prices it is. */
  subject: string
  answer: bigint
  roundId: bigint
  /** Seconds as the feed says it, or `TIME_OF_BLOCK`. */
  updatedAt: bigint
  /** The answer may be off by this much either way; 0 where nothing is said. */
  confidence: bigint
  /** Power of ten by which the contract itself says that the answer is scaled, such as -8. */
  exponent?: number | undefined
}

/** Assets per `10 ** decimals` shares of `asset`, read at a block. */
export interface IndexFact {
  kind: 'index'
  asset: Address
  assetsPerShareUnit: bigint
}

/** A token moved into or out of a followed custody address. */
export interface CustodyFact {
  kind: 'custody'
  token: Address
  from: Address
  to: Address
  amount: bigint
}

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

/** `account` belongs to `owner` in `venue`. */
export interface OwnerFact {
  kind: 'owner'
  venue: string
  account: Address
  owner: Address
}

export interface LiquidationFact extends Holder {
  kind: 'liquidation'
  contract: Address
  phase: 'started' | 'finished'
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

/**
 * What decides valuation and risk beside balances: an index, a threshold, a price source, an account's mode. The decoder that
 * writes a subject says what its `values` are; they replace the ones before. With an account they are of that account in
 * `venue`, else of the contract and `venue` is empty.
 */
export interface ParameterFact {
  kind: 'parameter'
  contract: Address
  venue: string
  account?: Address | undefined
  subject: string
  values: readonly bigint[]
}

/**
 * A contract took money from an account or gave it some, by its own rule: a credit pays the debt before it is held, a charge
 * takes what is held before it is owed. `debtAfter` is what is owed then, so that the holding changes by
 * `amount + debtAfter - debt before`, which only the fold knows.
 */
export interface ChargeFact extends Holder {
  kind: 'charge'
  /** Token that is held and owed. */
  asset: Address
  /** The book of record. */
  contract: Address
  /** Positive: a credit. */
  amount: bigint
  debtAfter: bigint
}

/** By which rule an index grows from one fact to the next, see `ledger/accrueIndex`. */
export type AccrualRule = 'fundingPerDay' | 'interestPerYear'

/** An index of a contract that grows with time: what it grew to follows from what it was, which only the fold knows. */
export interface AccrualFact {
  kind: 'accrual'
  contract: Address
  subject: string
  rule: AccrualRule
  /** Of the block, seconds. */
  time: bigint
  /** At which price and rate it grows, and how fast the rate does; 1e18. */
  inputs: readonly bigint[]
}

/**
 * A contract whose balances may be below zero added an amount to one, or took it: a credit pays what is owed before it is held,
 * what is taken beyond what is held is owed. Which of the two it moves only the fold knows.
 */
export interface NetFact extends Holder {
  kind: 'net'
  /** Token that is held or owed. */
  asset: Address
  /** The book of record. */
  contract: Address
  amount: bigint
}

/** A position changed by so much, and paid its funding up to an index first: what it is then only the fold knows. */
export interface TradeFact extends Holder {
  kind: 'trade'
  contract: Address
  market: string
  sizeE18: bigint
  entryValueE18: bigint
  /** Funding per whole unit of size up to now, 1e18. */
  fundingIndexE18: bigint
  /** Smallest value that the book counts, to which funding is rounded. */
  unitE18: bigint
}

export type FactBody =
  | BalanceFact
  | PositionFact
  | LegFact
  | PriceFact
  | FeedPriceFact
  | IndexFact
  | CustodyFact
  | EscrowFact
  | SupplyFact
  | FlowFact
  | ObservedFact
  | OwnerFact
  | LiquidationFact
  | ResolutionFact
  | ControlFact
  | ParameterFact
  | ChargeFact
  | AccrualFact
  | NetFact
  | TradeFact

export interface Fact<body extends FactBody = FactBody> {
  at: FactPosition
  /** Decoder with its version, and the source set it reads; see `factDecoder`. */
  decoder: string
  body: body
  /** Log indexes of the other logs this fact rests on. */
  siblings: readonly number[]
}

/** Transaction index under which a block's answered reads are filed: after every transaction of the block. */
export const READ_TX_INDEX = 0xff_ffff

/** Spelling for people and APIs: `chainId:blockHash:txHash:logIndex:k`, or `…:read:…` for an answered read. */
export function factId(at: FactPosition): string {
  const middle = at.txIndex === READ_TX_INDEX ? `read:${at.txHash}` : at.txHash
  return `${at.chainId}:${at.blockHash}:${middle}:${at.logIndex}:${at.k}`
}

/** Whether two positions have one `factId`. */
export function isSamePosition(a: FactPosition, b: FactPosition): boolean {
  return (
    a.logIndex === b.logIndex &&
    a.k === b.k &&
    a.chainId === b.chainId &&
    a.txHash === b.txHash &&
    a.blockHash === b.blockHash &&
    (a.txIndex === READ_TX_INDEX) === (b.txIndex === READ_TX_INDEX)
  )
}

/** Chain order of two positions of one chain. */
export function comparePositions(a: FactPosition, b: FactPosition): number {
  if (a.blockNumber !== b.blockNumber) return a.blockNumber < b.blockNumber ? -1 : 1
  return a.txIndex - b.txIndex || a.logIndex - b.logIndex || a.k - b.k
}
