import type { ChainId } from '../facts/primitives.ts'
import type { Store } from '../store/Store.ts'

/** Highest block of a chain whose history was pruned, -1 where it is whole. */
export async function horizonOf(store: Store, chainId: ChainId): Promise<bigint> {
  const snapshot = await store.snapshot()
  try {
    return snapshot.retention.find((kept) => kept.chainId === chainId)?.number ?? -1n
  } finally {
    snapshot.release()
  }
}
