import { ConfigError } from '../../errors/ConfigError.ts'
import type { SynthetixV3CollateralConfig, SynthetixV3Perps } from '../SynthetixV3Perps.ts'
import type { ConfigValues } from '../schema.ts'
import { findPoolAsset } from './findPoolAsset.ts'
import type { PoolPlace } from './PoolPlace.ts'
import { toFieldPath } from './toFieldPath.ts'

type SynthetixV3Values = Extract<
  NonNullable<ConfigValues['venues'][number]['perpetual']>,
  { type: 'synthetixV3' }
>

/** Decimals of every collateral in the books of the exchange. */
const DECIMALS = 18

/** What one log can seize at once, see `factRank`: all of them, the dollars, the debt and the liquidation itself. */
const collateralsMax = 12

/** What the perps market of Synthetix has of its own. Throws `ConfigError`. */
export function parseSynthetixV3(
  values: SynthetixV3Values,
  place: PoolPlace,
): Omit<SynthetixV3Perps, 'chainId' | 'startBlock' | 'heartbeatSeconds' | 'deadAfterSeconds'> {
  const { type, proxy: pool, accountToken, spotMarket, markets, keeperCosts } = values
  const { path } = place
  const usd = parseCollateral({ id: 0n, asset: values.usd }, place, path)
  const collaterals = values.collaterals.map((each, i) =>
    parseCollateral(each, place, [...path, 'collaterals', i]),
  )
  assertDistinct([usd, ...collaterals], path)
  return { type, pool, accountToken, spotMarket, usd, collaterals, markets, keeperCosts }
}

function parseCollateral(
  { id, asset }: { id: bigint; asset: string },
  place: PoolPlace,
  path: PoolPlace['path'],
): SynthetixV3CollateralConfig {
  const { token, decimals } = findPoolAsset(asset, place, path)
  if (decimals === DECIMALS) return { id, asset, token }
  throw new ConfigError({
    field: toFieldPath(path),
    problem: `asset '${asset}' has ${decimals} decimals, and the exchange counts all collateral with ${DECIMALS}`,
    cure: 'Name the synth, which is what the exchange holds, and not the token that it wraps.',
  })
}

function assertDistinct(
  all: readonly SynthetixV3CollateralConfig[],
  path: PoolPlace['path'],
): void {
  const seen = new Set<string>()
  for (const [i, { id, asset, token }] of all.entries()) {
    for (const key of [`${id}`, token]) {
      if (seen.has(key)) {
        throw new ConfigError({
          field: toFieldPath([...path, 'collaterals', i - 1]),
          problem: `names collateral ${id} ('${asset}'), which is already part of the exchange`,
          cure: 'Name each collateral once; the dollars of the exchange are its collateral 0.',
        })
      }
      seen.add(key)
    }
  }
  if (all.length <= collateralsMax + 1) return
  throw new ConfigError({
    field: toFieldPath([...path, 'collaterals']),
    problem: `names ${all.length - 1} collaterals, and at most ${collateralsMax} are read`,
    cure: 'Leave out those that nobody may give any more.',
  })
}
