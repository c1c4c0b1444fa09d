import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { ChainNames } from './ChainNames.ts'
import type { PackageFolders } from './packages.ts'
import type { ReadAsset } from './readAssets.ts'
import type { Groups } from './readPackages.ts'

const circleTable = z.array(
  z.tuple([z.string(), z.array(z.tuple([z.string(), z.record(z.string(), z.string())]))]),
)
const provider = z.object({
  supportedChains: z.array(
    z.looseObject({ chainId: z.number().optional(), usdcAddress: z.string().nullish() }),
  ),
})

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
  const circle = z
    .object({
      CCTPV2BridgingProvider: z.custom<new () => unknown>((it) => typeof it === 'function'),
    })
    .parse(await import(pathToFileURL(join(folders.cctp, 'index.mjs')).href))
  const { supportedChains } = provider.parse(new circle.CCTPV2BridgingProvider())
  const file = join(folders.wormhole, 'dist/esm/constants/contracts/circle.js')
  const { circleContracts } = z
    .object({ circleContracts: circleTable })
    .parse({ ...(await import(file)) })
  const mainnet = new Map(circleContracts).get('Mainnet') ?? []
  return {
    usdc: supportedChains.find(({ chainId }) => chainId === id)?.usdcAddress ?? undefined,
    messenger: mainnet.find(([name]) => name === wormhole)?.[1].tokenMessenger,
  }
}
