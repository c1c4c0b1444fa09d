import type { BlockRef } from '../../facts/primitives.ts'
import type { HeldBlocks } from '../blocks/createHeldBlocks.ts'
import { fetchHeaders } from '../blocks/fetchHeaders.ts'
import type { RecordedChain } from '../Follower.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import type { FollowContext } from './FollowContext.ts'

/** Distances below the orphan of the first look: nearly every reorg ends within them. */
const nearDistances = [1n, 2n, 3n, 4n, 8n, 16n, 32n, 64n, 128n, 256n]

/** Heights compared by each look that cuts a known stretch: two looks settle a thousand blocks, three 32,000. */
const cutsPerLook = 32n

/** Where a fork left the recorded chain; `ancestor` is undefined when not one recorded block is canonical. */
export interface Fork {
  ancestor: BlockRef | undefined
  /** Lowest recorded block found orphaned. */
  orphaned: BlockRef
  /** Whether a compared height that the endpoint's own head covers had no block: a backend that lags may have answered. */
  isGappy: boolean
}

interface ForkParameters {
  held: HeldBlocks
  recorded: RecordedChain
  orphaned: BlockRef
  /** The endpoint that showed the fork: another one may stand on another chain. */
  only: string | undefined
  /** The head that this endpoint named. */
  head: bigint
}

/**
 * Finds the highest held or recorded block below `orphaned` that the endpoint has under the same hash. What is recorded is
 * one linked chain, so that every block below a canonical one is canonical too: distances double until one is met, then
 * the stretch is cut, a few requests for any depth. A height the endpoint does not reach counts as orphaned, because a
 * fork was proven already. Throws the classes of `rpcErrors.ts`.
 */
export async function findAncestor(
  context: FollowContext,
  parameters: ForkParameters,
): Promise<Fork> {
  let { orphaned } = parameters
  let ancestor: BlockRef | undefined
  let isGappy = false
  for (let looks = 0; ; looks += 1) {
    const next = await highestBelow(parameters, orphaned.number)
    if (next === undefined || next.number === ancestor?.number)
      return { ancestor, orphaned, isGappy }
    const heights =
      ancestor === undefined
        ? gallop(orphaned.number, looks)
        : cut(ancestor.number, orphaned.number)
    const candidates = await collect(parameters, [next.number, ...heights], ancestor)
    const headers = await fetchHeaders(
      context,
      candidates.map(({ number }) => number),
      'head',
      parameters.only,
    )
    isGappy ||= candidates.some(
      ({ number }, i) => headers[i] === undefined && number <= parameters.head,
    )
    const isCanonical = candidates.map(({ hash }, i) => headers[i]?.hash === hash)
    const first = isCanonical.indexOf(true)
    if (first !== -1 && isCanonical.indexOf(false, first) !== -1) throw mixedAnswers(context)
    ancestor = candidates[first] ?? ancestor
    if (first !== 0) orphaned = candidates.at(first === -1 ? -1 : first - 1) ?? orphaned
  }
}

/** Heights below `from`, ever further apart, down to the first block. */
function gallop(from: bigint, looks: number): readonly bigint[] {
  if (looks === 0) return nearDistances.map((distance) => from - distance)
  const heights: bigint[] = []
  for (let distance = 256n; distance < from; distance *= 2n) heights.push(from - distance)
  return [...heights, 0n]
}

/** Heights that cut the stretch between two blocks into equal parts. */
function cut(low: bigint, high: bigint): readonly bigint[] {
  const heights: bigint[] = []
  for (let i = cutsPerLook - 1n; i > 0n; i -= 1n)
    heights.push(low + ((high - low) * i) / cutsPerLook)
  return heights
}

/** The known blocks at or below `heights`, highest first, each once and above the ancestor that is known already. */
async function collect(
  parameters: ForkParameters,
  heights: readonly bigint[],
  ancestor: BlockRef | undefined,
): Promise<readonly BlockRef[]> {
  const candidates = new Map<bigint, BlockRef>()
  for (const height of heights) {
    const candidate = await highestBelow(parameters, height + 1n)
    if (candidate === undefined) continue
    if (ancestor === undefined || candidate.number > ancestor.number)
      candidates.set(candidate.number, candidate)
  }
  return [...candidates.values()].sort((a, b) => (a.number > b.number ? -1 : 1))
}

/** Backfill holds the ends of its ranges only, while the store has the blocks with logs between them. */
async function highestBelow(
  { held, recorded }: ForkParameters,
  number: bigint,
): Promise<BlockRef | undefined> {
  const own = held.below(number)
  if (own?.number === number - 1n) return own
  const stored = await recorded.below(number)
  if (own === undefined || stored === undefined) return own ?? stored
  return own.number >= stored.number ? own : stored
}

function mixedAnswers(context: FollowContext): RpcContentError {
  return new RpcContentError({
    chain: context.config.name,
    method: 'eth_getBlockByNumber',
    detail: 'blocks of two forks: one of the followed chain above one that is not',
  })
}
