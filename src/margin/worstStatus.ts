import type { Status } from './MarginStatus.ts'

/**
 * Worse is higher. UNKNOWN stands above everything harmless, because not knowing is no reason for calm, and below what
 * is certain trouble, because one unit that cannot be judged must not hide another that can be liquidated.
 */
const severities: Record<Status, number> = {
  NO_RISK: 0,
  HEALTHY: 1,
  WARNING: 2,
  REDUCE_ONLY: 3,
  UNKNOWN: 4,
  LIQUIDATABLE: 5,
  LIQUIDATING: 6,
  INSOLVENT: 7,
}

/** The most severe of an account's unit statuses; NO_RISK for an account without units. */
export function worstStatus(statuses: readonly Status[]): Status {
  return statuses.reduce<Status>(
    (worst, status) => (severities[status] > severities[worst] ? status : worst),
    'NO_RISK',
  )
}

/** Whether the first status is more severe than the second. */
export function isWorse(status: Status, than: Status): boolean {
  return severities[status] > severities[than]
}
