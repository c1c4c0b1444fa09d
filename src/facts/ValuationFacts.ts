import type { Address } from './primitives.ts'

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
