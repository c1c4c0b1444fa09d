import type { AssetConfig, VaultConfig, VenueConfig } from '../Project.ts'
import type { ShareRate } from '../ShareRate.ts'

/** Shares that vaults of the venues book or stand on, through every level, and whose own vault is not followed. */
export function listShareRates(
  venues: readonly VenueConfig[],
  assets: ReadonlyMap<string, AssetConfig>,
): readonly ShareRate[] {
  const vaults = venues.flatMap((venue) => venue.vaults)
  const followed = new Set(vaults.map(shareOf))
  const rates = new Map<string, ShareRate>()
  for (const { chainId, asset, startBlock } of vaults)
    for (const { tokens, decimals } of sharesUnder(asset, assets)) {
      const token = tokens.get(chainId)
      if (token === undefined || followed.has(`${chainId}:${token}`)) continue
      const known = rates.get(`${chainId}:${token}`)
      if (known !== undefined && known.startBlock <= startBlock) continue
      rates.set(`${chainId}:${token}`, { chainId, token, decimals, startBlock })
    }
  return [...rates.values()]
}

function shareOf(vault: VaultConfig): string | undefined {
  switch (vault.type) {
    case 'erc4626':
      return `${vault.chainId}:${vault.address}`
    case 'erc7540':
      return `${vault.chainId}:${vault.share}`
    case 'custom':
      return undefined
  }
}

/** The asset and what it is a claim on, as far as they are shares. The config has refused loops. */
function sharesUnder(id: string, assets: ReadonlyMap<string, AssetConfig>): readonly AssetConfig[] {
  const asset = assets.get(id)
  if (asset?.sharesOf === undefined) return []
  return [asset, ...sharesUnder(asset.sharesOf, assets)]
}
