import type { Reason, ReasonCode } from './MarginStatus.ts'

/** What a reason does to the answer: no status can be stated, the figures may still change, or nothing. */
type ReasonEffect = 'UNKNOWN' | 'PROVISIONAL' | 'NOTE'

/** Every code is spelled out: adding one fails to compile until its effect is decided. */
const effects: Record<ReasonCode, ReasonEffect> = {
  PRICE_MISSING: 'UNKNOWN',
  PRICE_DEAD: 'UNKNOWN',
  RATE_MISSING: 'UNKNOWN',
  NO_OPENING_BALANCE: 'UNKNOWN',
  CHAIN_STALE: 'PROVISIONAL',
  CHAIN_BACKFILLING: 'PROVISIONAL',
  SOURCE_BACKFILLING: 'PROVISIONAL',
  PRICE_LATE: 'PROVISIONAL',
  DEBT_LATE: 'PROVISIONAL',
  UNFINALIZED: 'PROVISIONAL',
  IN_FLIGHT: 'PROVISIONAL',
  HANGS_ON_TRANSFER: 'PROVISIONAL',
  LAG_OFFSET: 'PROVISIONAL',
  UNBACKED_CREDIT: 'PROVISIONAL',
  NOT_COVERED: 'PROVISIONAL',
  BOUNDS_PARTIAL: 'PROVISIONAL',
  PARAMETERS_PENDING: 'PROVISIONAL',
  PARAMETERS_PRUNED: 'NOTE',
  DEBT_READ: 'NOTE',
  NO_WEIGHT: 'NOTE',
  UNASSIGNED: 'NOTE',
}

/** Whether the reason by itself forbids any status but UNKNOWN. */
export function forbidsStatus(reason: Reason): boolean {
  return effects[reason.code] === 'UNKNOWN'
}

/** Whether the reason keeps the answer from being SETTLED. */
export function keepsProvisional(reason: Reason): boolean {
  return effects[reason.code] !== 'NOTE'
}
