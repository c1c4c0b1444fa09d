import { ConfigError } from '../../errors/ConfigError.ts'
import type { GmxV2Exchange, GmxV2MarketConfig } from '../GmxV2Exchange.ts'
import type { ConfigValues } from '../schema.ts'
import { findPoolAsset } from './findPoolAsset.ts'
import type { PoolPlace } from './PoolPlace.ts'
import { toFieldPath } from './toFieldPath.ts'

type GmxV2Values = Extract<
  NonNullable<ConfigValues['venues'][number]['perpetual']>,
  { type: 'gmxV2' }
>

/** Sizes are kept with as many. */
const DECIMALS_MAX = 18

/** What GMX v2 has of its own. Throws `ConfigError`. */
export function parseGmxV2(
  { type, eventEmitter: pool, dataStore, markets }: GmxV2Values,
  place: PoolPlace,
): Pick<GmxV2Exchange, 'type' | 'pool' | 'dataStore' | 'markets'> {
  const { path } = place
  const parsed = markets.map((values, i) => parseMarket(values, place, [...path, 'markets', i]))
  const seen = new Set<string>()
  for (const [i, { market }] of parsed.entries()) {
    if (seen.has(market)) {
      throw new ConfigError({
        field: toFieldPath([...path, 'markets', i, 'market']),
        problem: `names ${market} twice`,
        cure: 'Name each market once.',
      })
    }
    seen.add(market)
  }
  return { type, pool, dataStore, markets: parsed }
}

function parseMarket(
  { market, index, long, short }: GmxV2Values['markets'][number],
  place: PoolPlace,
  path: PoolPlace['path'],
): GmxV2MarketConfig {
  const toToken = (asset: string) => {
    const found = findPoolAsset(asset, place, path)
    if (found.decimals <= DECIMALS_MAX) return found
    throw new ConfigError({
      field: toFieldPath(path),
      problem: `asset '${asset}' has ${found.decimals} decimals, and GMX takes none of more than ${DECIMALS_MAX}`,
      cure: 'Correct the asset.',
    })
  }
  return { market, index: toToken(index), long: toToken(long), short: toToken(short) }
}
