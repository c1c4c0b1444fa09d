import { ConfigError } from '../../errors/ConfigError.ts'
import type { CompoundV3AssetConfig, CompoundV3Pool } from '../CompoundV3Pool.ts'
import type { ConfigValues } from '../schema.ts'
import { findPoolAsset } from './findPoolAsset.ts'
import type { PoolPlace } from './PoolPlace.ts'
import { toFieldPath } from './toFieldPath.ts'

type CompoundV3Values = Extract<
  NonNullable<ConfigValues['venues'][number]['lending']>,
  { type: 'compoundV3' }
>
type Path = PoolPlace['path']

/** What a market of Compound III has of its own. Throws `ConfigError`. */
export function parseCompoundV3Pool(
  { type, comet: pool, base, collaterals }: CompoundV3Values,
  place: PoolPlace,
): Pick<CompoundV3Pool, 'type' | 'pool' | 'base' | 'collaterals'> {
  const toAsset = (entry: CompoundV3Values['base'], path: Path): CompoundV3AssetConfig => {
    const { asset, priceFeed, priceSources } = entry
    return { ...findPoolAsset(asset, place, path), priceFeed, priceSources }
  }
  const { path } = place
  const parsed = {
    type,
    pool,
    base: toAsset(base, [...path, 'base']),
    collaterals: collaterals.map((each, i) => toAsset(each, [...path, 'collaterals', i])),
  }
  assertDistinct(parsed, path)
  return parsed
}

/** A Comet takes no base as collateral, and each collateral once. */
function assertDistinct(
  { base, collaterals }: Pick<CompoundV3Pool, 'base' | 'collaterals'>,
  path: Path,
): void {
  const seen = new Set([base.token])
  for (const [i, { asset, token }] of collaterals.entries()) {
    if (seen.has(token)) {
      throw new ConfigError({
        field: toFieldPath([...path, 'collaterals', i, 'asset']),
        problem: `names '${asset}', which is already part of the Comet`,
        cure: 'Name each collateral once, and the base asset in base alone.',
      })
    }
    seen.add(token)
  }
}
