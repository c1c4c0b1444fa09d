import type { Address } from '../../../facts/primitives.ts'
import type { Status } from '../../../margin/MarginStatus.ts'
import type { ReadContext } from '../ReadContext.ts'

const statuses = new WeakMap<ReadContext, Map<string, Map<Address, Status>>>()

/**
 * Statuses of a venue's owners that were evaluated at the context's cut. One answer asks for accounts and for the conditions
 * beside them, which name the same owners; a context is one snapshot, so that what was evaluated holds for both.
 */
export function evaluatedStatuses(context: ReadContext, venue: string): Map<Address, Status> {
  const venues = statuses.get(context) ?? new Map<string, Map<Address, Status>>()
  const own = venues.get(venue) ?? new Map<Address, Status>()
  statuses.set(context, venues.set(venue, own))
  return own
}
