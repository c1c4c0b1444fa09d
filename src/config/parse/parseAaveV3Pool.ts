import { ConfigError } from '../../errors/ConfigError.ts'
import type { AaveV3Pool, AaveV3Release, AaveV3ReserveConfig } from '../AaveV3Pool.ts'
import type { ConfigValues } from '../schema.ts'
import { findPoolAsset } from './findPoolAsset.ts'
import type { PoolPlace } from './PoolPlace.ts'
import { toFieldPath } from './toFieldPath.ts'

type AaveV3Values = Extract<
  NonNullable<ConfigValues['venues'][number]['lending']>,
  { type: 'aaveV3' }
>
type Path = PoolPlace['path']
type Parsed = Pick<
  AaveV3Pool,
  'type' | 'pool' | 'configurator' | 'oracle' | 'versions' | 'reserves'
>

/** What a pool of Aave v3 has of its own. Throws `ConfigError`. */
export function parseAaveV3Pool(values: AaveV3Values, place: PoolPlace): Parsed {
  const { type, pool, configurator, oracle } = values
  const { path } = place
  const reserves = values.reserves.map((reserve, i): AaveV3ReserveConfig => {
    const { aToken, variableDebtToken, priceSources } = reserve
    const found = findPoolAsset(reserve.asset, place, [...path, 'reserves', i])
    return { ...found, aToken, variableDebtToken, priceSources }
  })
  assertDistinct(reserves, path)
  return { type, pool, configurator, oracle, versions: parseVersions(values, path), reserves }
}

function parseVersions({ version, versions }: AaveV3Values, path: Path): AaveV3Pool['versions'] {
  const named = version === undefined ? versions : [{ version, fromBlock: 0n }, ...versions]
  const [first, ...later] = named
  if (first === undefined || (version !== undefined && later.length > 0)) {
    throw new ConfigError({
      field: toFieldPath([...path, 'version']),
      problem: first === undefined ? 'is missing' : 'stands beside versions',
      cure: "Write the pool's version, such as '3.5', or in versions each with its first block.",
    })
  }
  let before: AaveV3Release = first
  for (const [i, release] of later.entries()) {
    if (release.fromBlock <= before.fromBlock) {
      throw new ConfigError({
        field: toFieldPath([...path, 'versions', i + 1]),
        problem: `version ${release.version} does not begin after version ${before.version}`,
        cure: 'Write the oldest version first, each with the block of its upgrade.',
      })
    }
    before = release
  }
  return [first, ...later]
}

/** Without a token a filter of logs would ask for those of every contract. */
function assertDistinct(reserves: readonly AaveV3ReserveConfig[], path: Path): void {
  if (reserves.length === 0) {
    throw new ConfigError({
      field: toFieldPath([...path, 'reserves']),
      problem: 'names no reserve',
      cure: 'Name the reserves whose balances are to be read, each with its aToken and debt token.',
    })
  }
  const seen = new Set<string>()
  for (const [i, { token, aToken, variableDebtToken }] of reserves.entries()) {
    for (const each of [token, aToken, variableDebtToken]) {
      if (seen.has(each)) {
        throw new ConfigError({
          field: toFieldPath([...path, 'reserves', i]),
          problem: `names ${each}, which is already part of the pool`,
          cure: 'Name each reserve once, with its own aToken and debt token.',
        })
      }
      seen.add(each)
    }
  }
}
