import { awaitBlocks } from '../e2e/support/awaitBlocks.ts'
import type { Plimsoll } from '../e2e/support/startPlimsoll.ts'
import type { RealChain } from './startChain.ts'

/** Waits until what the program answers is of the chains as they are now. */
export function awaitHeads(program: Plimsoll, chains: readonly RealChain[]): Promise<void> {
  return awaitBlocks(
    program,
    chains.map(({ chainId, client }) => ({ chainId, publicClient: client })),
  )
}
