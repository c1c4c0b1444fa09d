import type { BlockRef } from '../../facts/primitives.ts'
import { fetchHeaders } from '../blocks/fetchHeaders.ts'
import { untilAnswered } from '../follow/backOff.ts'
import type { FollowContext } from '../follow/FollowContext.ts'

/**
 * Fetches number, hash and time of a canonical block; undefined above the head. Failures are waited out, as a chain must
 * not stop for one; throws `RpcAbortedError` when the follower is stopped.
 */
export async function fetchBlock(
  context: FollowContext,
  blockNumber: bigint,
): Promise<BlockRef | undefined> {
  const [header] = await untilAnswered(context, () => fetchHeaders(context, [blockNumber], 'read'))
  if (header === undefined) return undefined
  const { number, hash, timestamp } = header
  return { number, hash, timestamp }
}
