import { expect } from 'vitest'
import type { LabChain } from '../../lab/labChain.ts'
import type { Plimsoll } from './startPlimsoll.ts'

type Heights = { meta: { cut: { chains: { chainId: number; finalized: string }[] } } }

/** Buries a chain's head under empty blocks and waits until Plimsoll calls that head final: no bound speaks of it any more. */
export async function awaitFinal(plimsoll: Plimsoll, chain: LabChain): Promise<void> {
  const head = await chain.publicClient.getBlockNumber()
  // Anvil's epochs have one block: two blocks above it, a block is final.
  await chain.testClient.mine({ blocks: 4 })
  const isFinal = async () => {
    const { meta } = await plimsoll.query<Heights>(
      '{ meta { cut { chains { chainId finalized } } } }',
    )
    const served = meta.cut.chains.find(({ chainId }) => chainId === chain.chainId)
    return served !== undefined && BigInt(served.finalized) >= head
  }
  await expect.poll(isFinal, { timeout: 20_000, interval: 20 }).toBe(true)
}
