import type { ReadContext } from '../ReadContext.ts'

/**
 * What decides which of a venue's records are read at all, and whose they are: while it is the same, only new blocks and
 * reorgs change an account's books.
 */
export function recordedShape(
  { snapshot, cut, sources, heights }: ReadContext,
  venue: string,
): string {
  const owners = snapshot.series({ of: 'owners', venue }, heights)
  return JSON.stringify([
    snapshot.revision,
    cut.chains.map(({ chainId, inclusion }) => [chainId, inclusion]),
    sources.joining.map(({ chainId, sourceId }) => [chainId, sourceId]),
    sources.left.map(({ chainId, sourceId }) => [chainId, sourceId]),
    owners.map(({ key, values }) => [key.chainId, key.account, String(values[0])]),
  ])
}
