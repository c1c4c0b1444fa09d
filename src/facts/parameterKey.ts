import type { ChainId } from './primitives.ts'
import type { SeriesKey } from './Series.ts'
import type { ParameterFact } from './ValuationFacts.ts'

/** Key of the running values that a parameter fact sets. */
export function parameterKey(chainId: ChainId, body: ParameterFact): SeriesKey {
  const { contract, venue, account, subject } = body
  return { kind: 'parameter', chainId, contract, venue, account, unit: undefined, subject }
}
