import { BaseError } from '../errors/BaseError.ts'
import type { BlockRef } from '../facts/primitives.ts'
import { minOf } from '../utils/minOf.ts'
import type { Ingest } from './Ingest.ts'

/**
 * The first covered block of a chain, once it is final and as long as nothing is recorded so low. It names the state of
 * before the first log, in which nothing had happened: a time in between is covered, and so it is answered.
 */
export async function findStartBlock(ingest: Ingest, to: BlockRef): Promise<BlockRef | undefined> {
  const { decoders, join, state, follower, signal } = ingest
  const joining = join.ids()
  const followed = decoders.filter(({ source }) => !joining.has(source.id))
  const [first, ...others] = followed.map(({ source }) => source.startBlock)
  // What is written at the end asks nobody any more.
  if (state.hasStartBlock || first === undefined || signal.aborted) return undefined
  const number = minOf(first, ...others)
  // Another branch may yet bring another block of that number.
  if (number > to.number || number > state.finalized) return undefined
  const isWanted = await isMissing(ingest, number)
  if (isWanted === undefined) return undefined
  const block = isWanted ? await follower.block(number) : undefined
  state.hasStartBlock = !isWanted || block !== undefined
  return block
}

/** Whether the store lacks it; undefined where that cannot be told right now. What was pruned stays away. */
async function isMissing({ store, chain }: Ingest, number: bigint): Promise<boolean | undefined> {
  try {
    const snapshot = await store.snapshot()
    try {
      const isPruned = snapshot.retention.some(({ chainId }) => chainId === chain.id)
      return !isPruned && snapshot.blockAt(chain.id, number) === undefined
    } finally {
      snapshot.release()
    }
  } catch (error) {
    if (!(error instanceof BaseError) || !error.retryable) throw error
    return undefined
  }
}
