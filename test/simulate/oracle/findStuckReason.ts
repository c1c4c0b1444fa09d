import type { OracleSwitch, OracleTransfer } from './Oracle.ts'
import { standsBetween } from './readSwitches.ts'

/** Why an open transfer is late or cannot be judged; undefined where there is nothing to explain. */
export function findStuckReason(
  transfer: OracleTransfer,
  switches: readonly OracleSwitch[],
  finalized: ReadonlyMap<number, bigint>,
): string | undefined {
  const { state, stage, sentAmount, departure } = transfer
  if (state === 'UNKNOWN') return sentAmount === undefined ? undefined : 'DESTINATION_NOT_INDEXED'
  if (state === 'EXPIRED') return 'AWAITING_REFUND'
  if (state !== 'STUCK' && state !== 'FAILED_RETRYABLE') return undefined
  if (switches.some((each) => isAhead(each, transfer))) return 'ROUTE_PAUSED'
  if (state === 'FAILED_RETRYABLE') return 'EXECUTION_FAILED'
  if (stage === 'LANDED') return 'NOT_BOOKED'
  if (stage === 'QUEUED') return 'HELD_AT_ORIGIN'
  if (stage === 'ATTESTED' || stage === 'COMMITTED') return 'NOT_EXECUTED'
  const finalUpTo = departure && finalized.get(departure.chainId)
  const isFinal = finalUpTo !== undefined && departure !== undefined && departure.block <= finalUpTo
  return isFinal ? 'NOT_DELIVERED' : 'AWAITING_FINALITY'
}

/** What has left its origin has only its destination before it; what has landed has nothing of the bridge before it. */
function isAhead(
  each: OracleSwitch,
  { route, origin, destination, stage }: OracleTransfer,
): boolean {
  if (each.about !== 'pause' || each.route !== route || stage === 'LANDED') return false
  if (stage !== 'QUEUED' && each.chainId !== destination) return false
  return standsBetween(each, origin, destination)
}
