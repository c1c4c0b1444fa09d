import type { Follower } from '../chain/Follower.ts'
import type { BlockRef, ChainId } from '../facts/primitives.ts'
import type { Store } from '../store/Store.ts'

/**
 * The highest recorded block that the chain still has: below the recorded height when a reorg came while nobody looked.
 * Undefined when nothing is recorded, or nothing of it is left.
 */
export async function findSharedBlock(
  store: Pick<Store, 'progress' | 'blockBelow'>,
  follower: Pick<Follower, 'block'>,
  chainId: ChainId,
): Promise<BlockRef | undefined> {
  let recorded = (await store.progress(chainId))?.indexed
  while (recorded !== undefined) {
    const current = await follower.block(recorded.number)
    if (current?.hash === recorded.hash) return recorded
    recorded = await store.blockBelow(chainId, recorded.number)
  }
  return undefined
}
