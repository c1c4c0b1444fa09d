import type { BalanceFact } from './AccountFacts.ts'
import type { ChainId } from './primitives.ts'
import type { SeriesKey } from './Series.ts'

/** Key of the holding or the liability that a balance fact moves. */
export function balanceKey(chainId: ChainId, body: BalanceFact): SeriesKey {
  const { contract, venue, account, unit, asset: subject } = body
  const kind = body.side === 'liability' ? 'liability' : 'holding'
  return { kind, chainId, contract, venue, account, unit, subject }
}

/** Key of the book's total of the asset; liabilities have none. */
export function totalKey(chainId: ChainId, body: BalanceFact): SeriesKey | undefined {
  if (body.side === 'liability') return undefined
  const { contract, venue, asset: subject } = body
  return { kind: 'total', chainId, contract, venue, account: undefined, unit: undefined, subject }
}
