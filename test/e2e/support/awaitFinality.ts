import { expect } from 'vitest'
import type { LabChain } from '../../lab/labChain.ts'
import type { Lab } from '../../lab/startLab.ts'
import type { Client } from './createClient.ts'

/** Blocks below the head at which a chain is safe and finalized; the nodes' own tags when absent. */
export type Depths = { safe: bigint; finalized: bigint }

type CutAnswer = { cut: { chains: { chainId: number; number: string }[] } }

const query = `{
  safe: meta(at: { finality: SAFE }) { cut { chains { chainId number } } }
  finalized: meta(at: { finality: FINALIZED }) { cut { chains { chainId number } } }
}`

/** Waits until Plimsoll answers at every chain's safe and finalized block: it asks for them a moment after the head moved. */
export async function awaitFinality(lab: Lab, plimsoll: Client, depths?: Depths): Promise<void> {
  const expected = {
    safe: await readHeights(lab, 'safe', depths),
    finalized: await readHeights(lab, 'finalized', depths),
  }
  const served = async () => {
    const { data } = await plimsoll.answer(query)
    // CAST: the shape that the query asks for; a part is null while nothing is published yet.
    const cuts = data as { safe: CutAnswer | null; finalized: CutAnswer | null } | null | undefined
    return { safe: cuts?.safe?.cut.chains, finalized: cuts?.finalized?.cut.chains }
  }
  await expect.poll(served, { timeout: 20_000, interval: 20 }).toEqual(expected)
}

function readHeights({ chains }: Lab, blockTag: 'safe' | 'finalized', depths: Depths | undefined) {
  const read = async ({ publicClient }: LabChain) => {
    if (depths === undefined) return (await publicClient.getBlock({ blockTag })).number
    return (await publicClient.getBlockNumber()) - depths[blockTag]
  }
  return Promise.all(
    chains.map(async (chain) => ({ chainId: chain.chainId, number: String(await read(chain)) })),
  )
}
