import type { ChainId } from '../../../facts/primitives.ts'
import type { TimeOf } from '../../../margin/lending/LendingMarket.ts'
import type { Snapshot } from '../../../store/Snapshot.ts'

/** Times of recorded blocks; most parameters were set in few of them. */
export function createTimes(snapshot: Pick<Snapshot, 'blockAt'>, chainId: ChainId): TimeOf {
  const times = new Map<bigint, bigint | undefined>()
  return (blockNumber) => {
    if (!times.has(blockNumber)) {
      const block = snapshot.blockAt(chainId, blockNumber)
      times.set(blockNumber, block?.number === blockNumber ? block.timestamp : undefined)
    }
    return times.get(blockNumber)
  }
}
