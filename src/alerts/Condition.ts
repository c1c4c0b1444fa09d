import type { ChainId } from '../facts/primitives.ts'

export type ConditionCode =
  | 'CHAIN_STALE'
  | 'CHAIN_HALTED'
  | 'CHAIN_BACKFILLING'
  | 'FINALITY_VIOLATED'
  | 'LOG_QUARANTINED'
  | 'PRICE_LATE'
  | 'PRICE_DEAD'
  | 'RESIDUAL'
  | 'TRANSFER_UNBACKED'
  | 'TRANSFER_DUPLICATE_CREDIT'
  | 'TRANSFER_CONFLICT'
  | 'TRANSFER_STUCK'
  | 'ROUTE_NOT_COVERED'

/** Something that is wrong at a cut. Derived from views, never raised (DESIGN §6). */
export interface Condition {
  code: ConditionCode
  severity: 'critical' | 'warning' | 'info'
  chains: readonly ChainId[]
  /** What it is about: a transfer key, a contract, a feed. */
  subject: string
  /** Seconds. */
  since: bigint | undefined
  text: string
  evidence: readonly string[]
}
