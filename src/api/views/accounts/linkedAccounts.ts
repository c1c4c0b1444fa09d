import type { Address } from '../../../facts/primitives.ts'
import type { ReadContext } from '../ReadContext.ts'

/** Addresses that count as one owner's in a venue: the owner, and what config and facts link to it. Sorted. */
export function linkedAccounts(
  context: ReadContext,
  venue: string,
  owner: Address,
): readonly Address[] {
  const links = context.project.venues.find(({ id }) => id === venue)?.links ?? []
  const configured = links.flatMap((link) => (link.owner === owner ? link.accounts : []))
  const rows = context.snapshot.series({ of: 'owners', venue }, context.heights)
  const recorded = rows.flatMap(({ key, values }) =>
    key.account !== undefined && values[0] === BigInt(owner) ? [key.account] : [],
  )
  return [...new Set([owner, ...configured, ...recorded])].sort()
}
