import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

const contracts = z.looseObject({ tokenMessenger: z.string(), messageTransmitter: z.string() })
const provider = z.object({
  supportedChains: z.array(
    z.looseObject({
      chainId: z.number().optional(),
      usdcAddress: z.string().nullish(),
      cctp: z
        .looseObject({ contracts: z.object({ v1: contracts, v2: contracts }).partial() })
        .nullish(),
    }),
  ),
})

/** Every chain that Circle's package knows, with its USDC and its contracts of both versions of CCTP. */
export async function readCircleChains(folder: string) {
  const { CCTPV2BridgingProvider } = z
    .object({
      CCTPV2BridgingProvider: z.custom<new () => unknown>((it) => typeof it === 'function'),
    })
    .parse(await import(pathToFileURL(join(folder, 'index.mjs')).href))
  return provider.parse(new CCTPV2BridgingProvider()).supportedChains
}
