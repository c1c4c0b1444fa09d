import type { VenueConfig } from '../../../config/Project.ts'
import type { SeriesRow } from '../../../facts/Series.ts'
import type { ReadContext } from '../ReadContext.ts'

/**
 * Totals of a venue's books without what one of its contracts holds in another: shares that are pledged in a vault of the
 * venue are in that vault's book, and their own vault shows them once more as its holder's (DESIGN §3.6).
 */
export function lookThrough(
  totals: readonly SeriesRow[],
  venue: VenueConfig,
  { snapshot, heights }: Pick<ReadContext, 'snapshot' | 'heights'>,
): readonly SeriesRow[] {
  const contracts = [...venue.vaults, ...venue.markets]
  if (contracts.length < 2) return totals
  const books = new Set(contracts.map(({ chainId, address }) => `${chainId}|${address}`))
  const accounts = [...new Set(contracts.map(({ address }) => address))]
  const selector = { of: 'accounts', venue: venue.id, accounts } as const
  const inner = new Map<string, bigint>()
  for (const { key, values } of snapshot.series(selector, heights)) {
    if (key.kind !== 'holding' || !books.has(`${key.chainId}|${key.account ?? ''}`)) continue
    const place = placeOf(key)
    inner.set(place, (inner.get(place) ?? 0n) + (values[0] ?? 0n))
  }
  if (inner.size === 0) return totals
  return totals.map((row) => {
    const [total = 0n, ...others] = row.values
    return { ...row, values: [total - (inner.get(placeOf(row.key)) ?? 0n), ...others] }
  })
}

function placeOf({ chainId, contract, subject }: SeriesRow['key']): string {
  return `${chainId}|${contract}|${subject}`
}
