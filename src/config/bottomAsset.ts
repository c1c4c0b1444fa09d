import type { AssetConfig } from './Project.ts'

/** Shares may be claims on shares this many times: more is a slip of the pen, and each level is a rate that must be read. */
export const shareLevelsMax = 4

/** The asset that a share stands for in the end; any other stands for itself. The config has refused loops. */
export function bottomAsset(
  asset: AssetConfig,
  assetOf: (id: string) => AssetConfig | undefined,
): AssetConfig {
  let bottom = asset
  for (let level = 0; level < shareLevelsMax && bottom.sharesOf !== undefined; level += 1)
    bottom = assetOf(bottom.sharesOf) ?? bottom
  return bottom
}
