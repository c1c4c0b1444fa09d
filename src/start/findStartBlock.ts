import type { BlockRef } from '../facts/primitives.ts'
import { minOf } from '../utils/minOf.ts'
import type { Ingest } from './Ingest.ts'

/**
 * The first covered block of a chain, once it is final and as long as nothing is recorded so low. It names the state of
 * before the first log, in which nothing had happened: a time in between is covered, and so it is answered.
 */
export async function findStartBlock(ingest: Ingest, to: BlockRef): Promise<BlockRef | undefined> {
  const { chain, decoders, join, state, store, follower, signal } = ingest
  const joining = join.ids()
  const followed = decoders.filter(({ source }) => !joining.has(source.id))
  const [first, ...others] = followed.map(({ source }) => source.startBlock)
  // What was pruned stays away, and what is written at the end asks nobody any more.
  if (state.hasStartBlock || state.horizon >= 0n || first === undefined || signal.aborted)
    return undefined
  const number = minOf(first, ...others)
  // Another branch may yet bring another block of that number.
  if (number > to.number || number > state.finalized) return undefined
  const isMissing = (await store.blockBelow(chain.id, number + 1n)) === undefined
  const block = isMissing ? await follower.block(number) : undefined
  state.hasStartBlock = !isMissing || block !== undefined
  return block
}
