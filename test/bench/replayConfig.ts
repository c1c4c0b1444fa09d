import { defineConfig } from '../../src/config/defineConfig.ts'
import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import type { BenchLayout } from './benchLayout.ts'

/**
 * A Plimsoll config that follows the replay server: ERC-4626 vaults, one warp route per asset over all chains, and every
 * feed. Nothing is tuned: it holds only what names the contracts.
 */
export function replayConfig(
  layout: BenchLayout,
  parameters: { database: string; rpcBase: string },
): ConfigInput {
  const { chainIds, assetCount, vaultCount, feedCount } = layout
  const assets = indexes(assetCount)
  const vaults = indexes(vaultCount)
  const onEveryChain = (addressOf: (chainId: number, index: number) => string, index: number) =>
    Object.fromEntries(chainIds.map((id) => [chainName(id), addressOf(id, index)]))
  return defineConfig<string, string, string>({
    database: parameters.database,
    chains: Object.fromEntries(
      chainIds.map((id) => [chainName(id), { id, rpc: `${parameters.rpcBase}/${id}` }]),
    ),
    assets: Object.fromEntries([
      ...assets.map((i) => [
        `asset${i}`,
        {
          symbol: `A${i}`,
          decimals: 18,
          tokens: onEveryChain(layout.asset, i),
          feeds: [feedName(chainIds[0] ?? 0, i)],
        },
      ]),
      ...vaults.map((i) => [
        `share${i}`,
        {
          symbol: `V${i}`,
          decimals: 18,
          tokens: onEveryChain(layout.vault, i),
          sharesOf: `asset${layout.vaultAsset(i)}`,
        },
      ]),
    ]),
    feeds: Object.fromEntries(
      chainIds.flatMap((id) =>
        indexes(feedCount).map((i) => [
          feedName(id, i),
          {
            chain: chainName(id),
            address: layout.feed(id, i),
            startBlock: 0,
            decimals: 8,
            heartbeatSeconds: 3_600,
          },
        ]),
      ),
    ),
    bridges: Object.fromEntries(
      assets.map((i) => [
        `hyperlane:asset${i}`,
        {
          type: 'hyperlane' as const,
          asset: `asset${i}`,
          members: chainIds.map((id) => ({
            chain: chainName(id),
            mailbox: layout.mailbox(id),
            router: layout.router(id, i),
            startBlock: 0,
          })),
        },
      ]),
    ),
    venues: [
      {
        id: venueId,
        vaults: chainIds.flatMap((id) =>
          vaults.map((i) => ({
            type: 'erc4626' as const,
            chain: chainName(id),
            address: layout.vault(id, i),
            startBlock: 0,
            asset: `share${i}`,
          })),
        ),
        risk: {
          collateral: Object.fromEntries(
            vaults.map((i) => [`share${i}`, { initialBps: 9_000, maintenanceBps: 9_500 }]),
          ),
        },
      },
    ],
  })
}

export const venueId = 'bench'

function chainName(chainId: number): string {
  return `chain${chainId}`
}

function feedName(chainId: number, index: number): string {
  return `feed${chainId}n${index}`
}

function indexes(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i)
}
