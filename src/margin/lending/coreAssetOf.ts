import type { SynthetixV3CorePool } from '../../config/SynthetixV3CorePool.ts'

/** The id of the asset that a collateral type is; undefined of one that the config lacks. */
export function coreAssetOf(
  { usd, collaterals }: SynthetixV3CorePool,
  type: string,
): string | undefined {
  return [usd, ...collaterals].find(({ token }) => token === type)?.asset
}
