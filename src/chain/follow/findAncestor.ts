import type { BlockRef } from '../../facts/primitives.ts'
import type { HeldBlocks } from '../blocks/createHeldBlocks.ts'
import { fetchHeaders } from '../blocks/fetchHeaders.ts'
import type { RecordedChain } from '../Follower.ts'
import type { FollowContext } from './FollowContext.ts'

/** Candidates compared per request: most reorgs are shallower. */
const candidatesPerBatch = 20

/** Where a fork left the recorded chain; `ancestor` is undefined when not one recorded block is canonical. */
export interface Fork {
  ancestor: BlockRef | undefined
  /** Lowest recorded block found orphaned. */
  orphaned: BlockRef
}

/**
 * Walks down from `orphaned` over held, then recorded blocks to the highest one the node still has under the same hash. A
 * height the node does not reach counts as orphaned: a fork was already proven. Throws the classes of `rpcErrors.ts`.
 */
export async function findAncestor(
  context: FollowContext,
  parameters: { held: HeldBlocks; recorded: RecordedChain; orphaned: BlockRef },
): Promise<Fork> {
  let { orphaned } = parameters
  for (;;) {
    const candidates = await collect(parameters, orphaned.number)
    if (candidates.length === 0) return { ancestor: undefined, orphaned }
    const numbers = candidates.map((candidate) => candidate.number)
    const headers = await fetchHeaders(context, numbers, 'head')
    for (const [i, candidate] of candidates.entries()) {
      if (headers[i]?.hash === candidate.hash) return { ancestor: candidate, orphaned }
      orphaned = candidate
    }
  }
}

async function collect(
  parameters: { held: HeldBlocks; recorded: RecordedChain },
  below: bigint,
): Promise<readonly BlockRef[]> {
  const candidates: BlockRef[] = []
  let number = below
  while (candidates.length < candidatesPerBatch) {
    const candidate = higher(parameters.held.below(number), await parameters.recorded.below(number))
    if (candidate === undefined) break
    candidates.push(candidate)
    number = candidate.number
  }
  return candidates
}

/** Backfill holds the ends of its ranges only, while the store has the blocks with logs between them. */
function higher(a: BlockRef | undefined, b: BlockRef | undefined): BlockRef | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return a.number >= b.number ? a : b
}
