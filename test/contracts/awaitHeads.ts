import { setTimeout } from 'node:timers/promises'
import type { Plimsoll } from '../e2e/support/startPlimsoll.ts'
import type { RealChain } from './startChain.ts'

/** Waits until the program has read the chains, in the order of its config, as far as they are now. */
export async function awaitHeads(program: Plimsoll, chains: readonly RealChain[]): Promise<void> {
  const heads = await Promise.all(chains.map(({ client }) => client.getBlockNumber()))
  for (;;) {
    const { meta } = await program.query<{ meta: { chains: { indexed: string | null }[] } }>(
      '{ meta { chains { indexed } } }',
    )
    if (heads.every((head, i) => BigInt(meta.chains[i]?.indexed ?? -1) >= head)) return
    await setTimeout(50)
  }
}
