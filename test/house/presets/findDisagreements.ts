import { join } from 'node:path'
import { z } from 'zod'
import type { ChainNames } from './ChainNames.ts'
import type { PackageFolders } from './packages.ts'
import type { ReadAsset } from './readAssets.ts'
import { readCircleChains } from './readCircleChains.ts'
import type { Groups } from './readPackages.ts'

const circleTable = z.array(
  z.tuple([z.string(), z.array(z.tuple([z.string(), z.record(z.string(), z.string())]))]),
)
/** Sentences about what two packages tell of one contract of a chain, where they do not tell the same. */
export async function findDisagreements(
  folders: PackageFolders,
  chain: ChainNames,
  groups: Groups,
  assets: Readonly<Record<string, ReadAsset>>,
): Promise<readonly string[]> {
  const { usdc, messenger } = await readSecondOpinions(folders, chain)
  const pairs = [
    ['USDC of Circle and of Across', usdc, assets.USDC?.address],
    ['CCTP v1 of Wormhole and of Circle', messenger, groups.cctpV1?.tokenMessenger],
  ] as const
  return pairs
    .filter(([, one, other]) => one !== undefined && other !== undefined)
    .filter(([, one, other]) => one?.toLowerCase() !== other?.toLowerCase())
    .map(([what, one, other]) => `${chain.preset}: ${what} differ, ${one} and ${other}.`)
}

async function readSecondOpinions(folders: PackageFolders, { id, wormhole }: ChainNames) {
  const chains = await readCircleChains(folders.cctp)
  const file = join(folders.wormhole, 'dist/esm/constants/contracts/circle.js')
  const { circleContracts } = z
    .object({ circleContracts: circleTable })
    .parse({ ...(await import(file)) })
  const mainnet = new Map(circleContracts).get('Mainnet') ?? []
  return {
    usdc: chains.find(({ chainId }) => chainId === id)?.usdcAddress ?? undefined,
    messenger: mainnet.find(([name]) => name === wormhole)?.[1].tokenMessenger,
  }
}
