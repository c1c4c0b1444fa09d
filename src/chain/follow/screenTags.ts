import type { BlockRef } from '../../facts/primitives.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { minOf } from '../../utils/minOf.ts'
import type { TagHeights } from './advanceFinality.ts'

/** The blocks that a node's tags name; undefined where it does not serve the tag. */
export interface Tags {
  safe: BlockRef | undefined
  finalized: BlockRef | undefined
}

/**
 * How far the finalized tag stays below the head, as seen so far. Head and tag are not named at one moment (a node may be
 * asked call by call, and a block may come in between), so that one look bounds the distance from below, and the head of
 * the next look, which is named after the tag, bounds it from above.
 */
export interface TagDistance {
  /** Most blocks between a head and the tag named after it. */
  least: bigint
  /** Fewest blocks between a tag and the head named after it; undefined before the second look. */
  most: bigint | undefined
  /** The last look whose tag tells something, until the next one bounds it from above. */
  last: { head: bigint; tag: bigint } | undefined
}

/** Of a node whose tags nobody has looked at. */
export const unseenDistance: TagDistance = { least: 0n, most: undefined, last: undefined }

/** Tags that may be used, and a sentence when one may not. */
export interface ScreenedTags {
  heights: TagHeights
  distance: TagDistance
  /** Why a tag was left out although it was served. */
  objection: string | undefined
}

/**
 * Sorts out tags that cannot be true: above the node's own head where the chain has no such block either, or naming another
 * block than ours (rpc-faults F049). A finalized tag that never moved against the head and is shallower than `depth` is no finality
 * but a constant (F045): it counts as not served. `own` gives our block at a height, where we have it.
 * A height above `head` is one of a block made since.
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
  const distance = moveDistance(parameters.distance, head, isTelling ? finalized : undefined)
  const isConstant = finalized !== undefined && !hasVaried(distance) && head - finalized < depth
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
  const held = own(tag.number)
  // Where blocks are final at once, one that was made after the head was named may be final by then.
  if (held?.hash === tag.hash) return undefined
  if (tag.number > head) return `names ${name} block ${tag.number} above its own head ${head}`
  if (held === undefined) return undefined
  return `names another ${name} block ${tag.number} than the followed one`
}

function moveDistance(before: TagDistance, head: bigint, tag: bigint | undefined): TagDistance {
  const { last } = before
  // A reorg may have left the head lower than it was when the tag was named.
  const most = last === undefined ? undefined : maxOf(head, last.head) - last.tag
  return {
    least: tag === undefined ? before.least : maxOf(before.least, head - tag),
    most: most === undefined ? before.most : minOf(most, before.most ?? most),
    last: tag === undefined ? undefined : { head, tag },
  }
}

/** Whether no one distance explains what was seen. A tag that keeps one may be a constant in the node's code: head - 2. */
function hasVaried({ least, most }: TagDistance): boolean {
  return most !== undefined && least > most
}
