import type { ChainId } from '../facts/primitives.ts'

export type ConditionCode =
  | 'ACCOUNT_INSOLVENT'
  | 'ACCOUNT_LIQUIDATABLE'
  | 'ACCOUNT_LIQUIDATING'
  | 'ACCOUNTS_UNJUDGED'
  | 'CHAIN_STALE'
  | 'CHAIN_HALTED'
  | 'CHAIN_BACKFILLING'
  | 'SOURCE_BACKFILLING'
  | 'SOURCE_NOT_FOLLOWED'
  | 'FINALITY_VIOLATED'
  | 'LOG_QUARANTINED'
  | 'PRICE_LATE'
  | 'PRICE_DEAD'
  | 'FEED_DIVERGED'
  | 'FEED_REJECTED'
  | 'FEED_MOVED'
  | 'ASSET_DEPEGGED'
  | 'TOKEN_CHANGED'
  | 'SEQUENCER_DOWN'
  | 'SEQUENCER_GRACE'
  | 'PARAMETERS_ANNOUNCED'
  | 'PARAMETERS_PENDING'
  | 'RESIDUAL'
  | 'TRANSFER_UNBACKED'
  | 'TRANSFER_DUPLICATE_CREDIT'
  | 'TRANSFER_CONFLICT'
  | 'TRANSFER_STUCK'
  | 'TRANSFER_EXPIRED'
  | 'ROUTE_NOT_COVERED'
  | 'BACKING_SHORTFALL'
  | 'BACKING_DRIFT'
  | 'BACKING_UNREAD'
  | 'BOOK_DRIFT'
  | 'NET_FLOW_NEGATIVE'
  | 'MINT_LIMIT_SPENT'
  | 'ROUTE_PAUSED'
  | 'ROUTE_HALTED'

/** Something that is wrong at a cut. Derived from views, never raised (DESIGN §6). */
export interface Condition {
  code: ConditionCode
  severity: 'critical' | 'warning' | 'info'
  /**
   * False where it claims that something is absent and only one reading of one endpoint says so: it then fires one step
   * lower than critical. Never silent (DESIGN §3).
   */
  isConfirmed: boolean
  chains: readonly ChainId[]
  /** What it is about: a transfer key, a contract, a feed. */
  subject: string
  /** Seconds. */
  since: bigint | undefined
  text: string
  evidence: readonly string[]
}
