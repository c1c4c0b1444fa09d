import type { ChainConfig } from '../../config/ChainConfig.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { minOf } from '../../utils/minOf.ts'

/** Heights at or below which blocks are safe and finalized, and who said so. */
export interface Finality {
  safe: bigint
  finalized: bigint
  source: 'tag' | 'depth'
}

/** Heights of the node's tags; undefined where the node does not serve the tag. */
export interface TagHeights {
  safe: bigint | undefined
  finalized: bigint | undefined
  /** They were served, and turned out to be a constant in the node's code: there is no finality that they could tell. */
  isConstant?: boolean
}

/**
 * Returns the finality after a look at the node: the tags where the policy is `tag` and the node serves both, else `head`
 * less the configured depths. Never above `head`, never below `previous` (nodes take tags back: rpc-faults F047, F049).
 */
export function advanceFinality(
  policy: ChainConfig['finality'],
  head: bigint,
  tags: TagHeights,
  previous: Finality | undefined,
): Finality {
  const { safe, finalized, isConstant = false } = tags
  const isTagMissing = (safe === undefined || finalized === undefined) && !isConstant
  // A tag that fails once must not let a shallower depth finalize more than the node ever did.
  if (previous?.source === 'tag' && isTagMissing) return previous
  const hasTags = policy.policy === 'tag' && safe !== undefined && finalized !== undefined
  const seen = hasTags
    ? { safe: minOf(safe, head), finalized: minOf(finalized, head) }
    : {
        safe: maxOf(head - policy.safeDepth, 0n),
        finalized: maxOf(head - policy.finalizedDepth, 0n),
      }
  const finalizedNext = maxOf(seen.finalized, previous?.finalized ?? 0n)
  // What is finalized is safe, whatever the two tags say.
  const safeNext = maxOf(maxOf(seen.safe, finalizedNext), previous?.safe ?? 0n)
  return { safe: safeNext, finalized: finalizedNext, source: hasTags ? 'tag' : 'depth' }
}
