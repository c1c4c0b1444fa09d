import type { Hash } from '../../facts/primitives.ts'
import { fetchHeader } from '../blocks/fetchHeaders.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import { backOff, untilAnswered } from './backOff.ts'
import type { FollowContext } from './FollowContext.ts'

/** The final block that a backfill ends at, as it was before the first range was asked for. */
export interface EndWatch {
  /** Whether that height has another block now, or had when the last range was read; then it has waited. */
  hasMoved(readHash: Hash): Promise<boolean>
}

/**
 * Looks at a backfill's last block before and after it. Logs are read by number, so that a reorg below what is final
 * would mix two branches into one range; one block at the end, the same throughout, is the proof that none came.
 * Throws `RpcAbortedError` when the follower is stopped.
 */
export async function createEndWatch(context: FollowContext, toBlock: bigint): Promise<EndWatch> {
  const fetchHash = async (): Promise<Hash> => {
    const header = await untilAnswered(context, () => fetchHeader(context, toBlock, 'backfill'))
    return header.hash
  }
  const before = await fetchHash()
  return {
    async hasMoved(readHash) {
      if (readHash === before && (await fetchHash()) === before) return false
      const error = new RpcContentError({
        chain: context.config.name,
        method: 'eth_getBlockByNumber',
        detail: `another final block ${toBlock} than when the backfill began`,
      })
      await backOff(context, error, 1)
      return true
    },
  }
}
