import { type Lab, startLab } from '../../lab/startLab.ts'
import type { Deployment, SimChain } from '../world/Deployment.ts'
import { deployScripted, type ScriptedAddresses } from './deployScripted.ts'

/** Real nodes on which everything stands that scripts need, and the same deployment for the simulated world. */
export interface Nodes {
  lab: Lab
  deployment: Deployment
  /** Seconds since 1970, later than every block so far: scripts count from here. */
  startSeconds: bigint
}

/** The nodes call the block at this depth safe, and the one at twice the depth final. */
const slotsInAnEpoch = 2

/** Starts two nodes with Hyperlane between them, and puts the scripted contracts on both. */
export async function openNodes(): Promise<Nodes> {
  const lab = await startLab({ chains: 2, slotsInAnEpoch })
  try {
    const deployed = await deployScripted(lab)
    const chains = await Promise.all(deployed.map((addresses) => describeChain(addresses)))
    const heads = await Promise.all(lab.chains.map(({ publicClient }) => publicClient.getBlock()))
    const latest = heads.reduce((most, { timestamp }) => (timestamp > most ? timestamp : most), 0n)
    return { lab, deployment: describe(lab, chains), startSeconds: latest + 100n }
  } catch (error) {
    await lab.stop()
    throw error
  }
}

async function describeChain(scripted: ScriptedAddresses): Promise<SimChain> {
  const { index, chain, eur, eurDecimals, route, usdBook, eurBook, shares, feed, nonce } = scripted
  const { contracts, publicClient, chainId } = chain
  return {
    index,
    name: chain.name,
    id: chainId,
    blockSeconds: 2,
    historyBlocks: Number(await publicClient.getBlockNumber()),
    firstNonce: nonce,
    safeDepth: slotsInAnEpoch,
    finalizedDepth: slotsInAnEpoch * 2,
    hasTags: true,
    endpoints: 1,
    times: 'even',
    coverage: 'unverified',
    mailbox: lower(contracts.mailbox.address),
    markets: {
      usd: {
        token: lower(contracts.lusd.address),
        decimals: 6,
        book: lower(usdBook),
        carrier: lower(contracts.warpRouter.address),
      },
      eur: {
        token: lower(eur),
        decimals: eurDecimals,
        book: lower(eurBook),
        carrier: lower(route),
      },
    },
    yieldVault: shares === undefined ? undefined : lower(shares),
    feed: feed === undefined ? undefined : lower(feed),
  }
}

function describe({ traders }: Lab, chains: readonly SimChain[]): Deployment {
  return {
    seed: 0,
    chains,
    hasFerry: true,
    hasYield: true,
    skewSeconds: 5,
    stuckAfterSeconds: 120,
    traders: traders.map(lower),
  }
}

function lower(address: `0x${string}`): `0x${string}` {
  // CAST: case is all that changes.
  return address.toLowerCase() as `0x${string}`
}
