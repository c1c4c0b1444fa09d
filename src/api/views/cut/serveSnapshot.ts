import type { FactBody } from '../../../facts/Fact.ts'
import type { ChainId } from '../../../facts/primitives.ts'
import type { Snapshot } from '../../../store/Snapshot.ts'
import type { SourceStates } from './SourceStates.ts'

/**
 * The snapshot without the running values of sources whose past is incomplete, or that are no longer followed: half a
 * sum is no number, and a sum that stands still is none of today.
 */
export function serveSnapshot(snapshot: Snapshot, sources: SourceStates): Snapshot {
  const { joining, left, isServed } = sources
  if (joining.length === 0 && left.length === 0) return snapshot
  return {
    ...snapshot,
    series: (selector, at) => snapshot.series(selector, at).filter(({ key }) => isServed(key)),
    factsOf: (parameters) =>
      snapshot
        .factsOf(parameters)
        .filter(({ at, body }) => isBookServed(at.chainId, body, isServed)),
  }
}

function isBookServed(
  chainId: ChainId,
  body: FactBody,
  isServed: SourceStates['isServed'],
): boolean {
  if (body.kind !== 'balance' && body.kind !== 'position' && body.kind !== 'liquidation')
    return true
  const { contract, venue, account, unit } = body
  return isServed({ kind: 'holding', chainId, contract, venue, account, unit, subject: '' })
}
