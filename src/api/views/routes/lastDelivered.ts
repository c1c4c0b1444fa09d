import type { Route } from '../../../store/Snapshot.ts'
import type { ReadContext } from '../ReadContext.ts'

/** When the transfer that arrived last was sent, finalized or not; undefined where none arrived. */
export function lastDelivered(
  { snapshot, heights }: ReadContext,
  route: Route,
): bigint | undefined {
  const sentUpTo = heights.get(route.origin) ?? -1n
  const creditedUpTo = heights.get(route.destination) ?? -1n
  return snapshot.deliveries({ ...route, sentUpTo, creditedUpTo, limit: 1 })[0]?.sentAt
}
