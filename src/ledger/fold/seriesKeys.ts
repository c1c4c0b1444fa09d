import type { ChainId } from '../../facts/primitives.ts'
import type { SeriesKey } from '../../facts/Series.ts'

/** Key of what a contract books for a unit of an account. */
export function accountKey(
  kind: SeriesKey['kind'],
  chainId: ChainId,
  body: Pick<SeriesKey, 'contract' | 'venue' | 'account' | 'unit'>,
  subject = '',
): SeriesKey {
  const { contract, venue, account, unit } = body
  return { kind, chainId, contract, venue, account, unit, subject }
}

/** Key of what a contract says of nobody in particular. */
export function contractKey(
  kind: SeriesKey['kind'],
  chainId: ChainId,
  contract: SeriesKey['contract'],
  subject = '',
): SeriesKey {
  return { kind, chainId, contract, venue: '', account: undefined, unit: undefined, subject }
}
