import { ConfigError } from '../../errors/ConfigError.ts'
import { type MorphoBluePool, morphoBlueMarketId } from '../MorphoBluePool.ts'
import type { ConfigValues } from '../schema.ts'
import { findPoolAsset } from './findPoolAsset.ts'
import type { PoolPlace } from './PoolPlace.ts'
import { toFieldPath } from './toFieldPath.ts'

type MorphoBlueValues = Extract<
  NonNullable<ConfigValues['venues'][number]['lending']>,
  { type: 'morphoBlue' }
>
type Parsed = Omit<
  MorphoBluePool,
  'chainId' | 'startBlock' | 'heartbeatSeconds' | 'deadAfterSeconds'
>

/** What a market of Morpho Blue has of its own. Its id proves the rest. Throws `ConfigError`. */
export function parseMorphoBluePool(values: MorphoBlueValues, place: PoolPlace): Parsed {
  const { type, morpho: pool, market: marketId, oracle, irm, lltv, priceSources } = values
  const { path, assets } = place
  const collateral = findPoolAsset(values.collateral, place, path, 'collateral')
  const loan = findPoolAsset(values.loan, place, path, 'loan')
  const id = morphoBlueMarketId({ collateral, loan, oracle, irm, lltv })
  if (id !== marketId) {
    throw new ConfigError({
      field: toFieldPath([...path, 'market']),
      problem: `is not the id of these parameters, which is ${id}`,
      cure: "Compare the tokens, oracle, irm and lltv with the market's `CreateMarket` event.",
    })
  }
  if (assets.get(values.loan)?.feeds.length === 0) {
    throw new ConfigError({
      field: toFieldPath([...path, 'loan']),
      problem: `asset '${values.loan}' has no feed, and the market's oracle prices only against it`,
      cure: `Write the feeds of assets.${values.loan}.`,
    })
  }
  return { type, pool, marketId, collateral, loan, oracle, irm, lltv, priceSources }
}
