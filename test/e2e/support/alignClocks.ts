import type { LabChain } from '../../lab/labChain.ts'

/**
 * Mines one empty block at the same time on every chain. Each block takes at least a second of chain time, hence the
 * clocks of chains with different histories drift apart, and what is late or uncovered depends on them.
 */
export async function alignClocks(chains: readonly LabChain[]): Promise<void> {
  const heads = await Promise.all(chains.map(({ publicClient }) => publicClient.getBlock()))
  const latest = heads.reduce((most, { timestamp }) => (timestamp > most ? timestamp : most), 0n)
  await Promise.all(
    chains.map((chain) =>
      chain.enqueue(async () => {
        await chain.testClient.setNextBlockTimestamp({ timestamp: latest + 1n })
        await chain.testClient.mine({ blocks: 1 })
      }),
    ),
  )
}

/** Lets time pass on one chain: the next block comes so many seconds later. */
export async function passTime(chain: LabChain, seconds: number): Promise<void> {
  await chain.enqueue(async () => {
    await chain.testClient.increaseTime({ seconds })
    await chain.testClient.mine({ blocks: 1 })
  })
}
