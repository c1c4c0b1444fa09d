import type { AssetConfig } from '../config/Project.ts'
import type { Address, ChainId } from '../facts/primitives.ts'

/** Finds the configured asset of an id, or of a token on a chain. */
export interface AssetIndex {
  byId(assetId: string): AssetConfig | undefined
  byToken(chainId: ChainId, token: Address): AssetConfig | undefined
}

/** Indexes the config's assets once; a config never changes while the program runs. */
export function createAssetIndex(assets: readonly AssetConfig[]): AssetIndex {
  const byId = new Map(assets.map((asset) => [asset.id, asset]))
  const byToken = new Map(
    assets.flatMap((asset) =>
      [...asset.tokens].map(([chainId, token]) => [`${chainId}:${token}`, asset] as const),
    ),
  )
  return {
    byId: (assetId) => byId.get(assetId),
    byToken: (chainId, token) => byToken.get(`${chainId}:${token}`),
  }
}
