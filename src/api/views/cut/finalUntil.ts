import type { ChainId } from '../../../facts/primitives.ts'
import type { Snapshot } from '../../../store/Snapshot.ts'
import { minOf } from '../../../utils/minOf.ts'
import type { Cut } from './Cut.ts'

/**
 * Seconds up to which nothing of a chain can change any more, as far as the cut reaches: no block that is still to be
 * final can have an earlier time. Undefined where the chain is in no sum of the cut.
 */
export function finalUntil(snapshot: Snapshot, cut: Cut, chainId: ChainId): bigint | undefined {
  const chain = cut.chains.find((each) => each.chainId === chainId)
  const progress = snapshot.progress.find((each) => each.chainId === chainId)
  if (chain === undefined || progress === undefined) return undefined
  if (chain.inclusion !== 'INCLUDED' && chain.inclusion !== 'BEHIND') return undefined
  const final = snapshot.blockAt(chainId, progress.finalized)
  if (final === undefined) return undefined
  // An aligned cut has all of a chain up to its time, though the last recorded block may be older.
  const isWhole = cut.kind === 'ALIGNED' && chain.inclusion === 'INCLUDED'
  return minOf(final.timestamp, isWhole ? cut.asOf : chain.timestamp)
}
