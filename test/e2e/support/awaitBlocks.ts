import { expect } from 'vitest'
import type { Plimsoll } from './startPlimsoll.ts'

type Heads = {
  meta: {
    cut: { chains: { chainId: number; number: string; hash: string; inclusion: string }[] } | null
  }
}

/** A chain and the node that says where it is. */
type Followed = {
  chainId: number
  publicClient: { getBlock(): Promise<{ number: bigint | null; hash: string | null }> }
}

const query = '{ meta { cut { chains { chainId number hash inclusion } } } }'

/** Waits until the published cut holds these chains at their nodes' heads; other chains may lag. */
export async function awaitBlocks(
  plimsoll: Pick<Plimsoll, 'answer'>,
  chains: readonly Followed[],
): Promise<void> {
  const heads = await Promise.all(
    chains.map(async ({ chainId, publicClient }) => {
      const { number, hash } = await publicClient.getBlock()
      return `${chainId} ${number} ${hash} INCLUDED`
    }),
  )
  const served = async () => {
    const { data } = await plimsoll.answer(query)
    // CAST: the shape that the query asks for; while nothing is published there is no cut.
    const cut = (data as Heads | undefined)?.meta?.cut
    return (cut?.chains ?? []).map(
      ({ chainId, number, hash, inclusion }) => `${chainId} ${number} ${hash} ${inclusion}`,
    )
  }
  await expect
    .poll(served, { timeout: 20_000, interval: 20 })
    .toEqual(expect.arrayContaining(heads))
}
