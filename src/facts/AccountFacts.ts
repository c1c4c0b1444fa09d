import type { Address, Hex, UnitId } from './primitives.ts'

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
