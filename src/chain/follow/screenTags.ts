import type { BlockRef } from '../../facts/primitives.ts'
import type { TagHeights } from './advanceFinality.ts'

/** The blocks that a node's tags name; undefined where it does not serve the tag. */
export interface Tags {
  safe: BlockRef | undefined
  finalized: BlockRef | undefined
}

/** Blocks between the head and the finalized tag, as seen so far. */
export interface TagDistance {
  last: bigint | undefined
  /** Whether two looks saw two distances. A tag that keeps one may be a constant in the node's code, such as head - 2. */
  hasVaried: boolean
}

/** Tags that may be used, and a sentence when one may not. */
export interface ScreenedTags {
  heights: TagHeights
  distance: TagDistance
  /** Why a tag was left out although it was served. */
  objection: string | undefined
}

/**
 * Sorts out tags that cannot be true: above the node's own head, or naming another block than ours at a height that we
 * hold (rpc-faults F049). A finalized tag that never moved against the head and is shallower than `depth` is no finality
 * but a constant (F045): it counts as not served. `own` gives our block at a height, where we have it.
 */
export function screenTags(parameters: {
  tags: Tags
  head: bigint
  /** The configured depth of finalized blocks. */
  depth: bigint
  distance: TagDistance
  /** What is final for us already: a tag below it was taken back, and its distance says nothing of how the node tags. */
  final?: bigint | undefined
  own: (number: bigint) => BlockRef | undefined
}): ScreenedTags {
  const { tags, head, depth, own } = parameters
  const objection = objectTo('safe', tags.safe, head, own)
  const objectionToFinal = objectTo('finalized', tags.finalized, head, own)
  const safe = objection === undefined ? tags.safe?.number : undefined
  const finalized = objectionToFinal === undefined ? tags.finalized?.number : undefined
  const isTakenBack = finalized !== undefined && finalized < (parameters.final ?? 0n)
  // Whoever has nothing final yet names the first block, as does a constant near it: no distance, and no sign of one.
  const isTelling = finalized !== undefined && finalized > 0n && !isTakenBack
  const distance = moveDistance(parameters.distance, isTelling ? head - finalized : undefined)
  const isConstant = finalized !== undefined && !distance.hasVaried && head - finalized < depth
  return {
    heights: isConstant
      ? { safe: undefined, finalized: undefined, isConstant }
      : { safe, finalized },
    distance,
    objection: objectionToFinal ?? objection,
  }
}

function objectTo(
  name: string,
  tag: BlockRef | undefined,
  head: bigint,
  own: (number: bigint) => BlockRef | undefined,
): string | undefined {
  if (tag === undefined) return undefined
  if (tag.number > head) return `names ${name} block ${tag.number} above its own head ${head}`
  const held = own(tag.number)
  if (held === undefined || held.hash === tag.hash) return undefined
  return `names another ${name} block ${tag.number} than the followed one`
}

function moveDistance(before: TagDistance, now: bigint | undefined): TagDistance {
  if (now === undefined) return before
  const hasVaried = before.hasVaried || (before.last !== undefined && before.last !== now)
  return { last: now, hasVaried }
}
