import type { TransferState } from './TransferView.ts'

/** States of a transfer that was sent and that is late, has expired or failed. */
export const stuckStates: ReadonlySet<TransferState> = new Set([
  'STUCK',
  'EXPIRED',
  'FAILED_RETRYABLE',
])

/** How a route does at a cut, worst first. */
export type RouteHealth = 'UNSOUND' | 'HALTED' | 'NOT_COVERED' | 'DELAYED' | 'OK'

/** Late transfers from which on a route may have halted (rule A4 of the bridge reference). */
const HALTED_STUCK_MIN = 3

/** What is looked at of a route. */
export interface RouteSight {
  /** Transfers that nothing backs or that contradict themselves. */
  unsound: number
  /** Late, expired and failed ones. */
  stuck: number
  /** When the first of the stuck was sent, seconds. */
  oldestStuckAt: bigint | undefined
  /** When the transfer that arrived last was sent, seconds. */
  lastDeliveredSentAt: bigint | undefined
  /** Why an end of it cannot be judged at the cut; undefined where both can. */
  notCovered: string | undefined
}

/** Health of a route with one sentence for everything but OK. It is halted when what was sent later does not arrive either. */
export function routeHealth(sight: RouteSight): { health: RouteHealth; reason?: string } {
  const { unsound, stuck, oldestStuckAt, lastDeliveredSentAt, notCovered } = sight
  if (unsound > 0) {
    const reason = `${unsound} of its transfers are credited without a source, or contradict themselves.`
    return { health: 'UNSOUND', reason }
  }
  const isMoving =
    oldestStuckAt === undefined ||
    (lastDeliveredSentAt !== undefined && lastDeliveredSentAt > oldestStuckAt)
  if (stuck >= HALTED_STUCK_MIN && !isMoving) {
    const reason = `${stuck} of its transfers are stuck, and nothing that was sent after the first of them has arrived.`
    return { health: 'HALTED', reason }
  }
  if (notCovered !== undefined) return { health: 'NOT_COVERED', reason: notCovered }
  if (stuck > 0) return { health: 'DELAYED', reason: `${stuck} of its transfers are stuck.` }
  return { health: 'OK' }
}
