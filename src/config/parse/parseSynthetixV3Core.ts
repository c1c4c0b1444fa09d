import { ConfigError } from '../../errors/ConfigError.ts'
import type { SynthetixV3CoreAssetConfig, SynthetixV3CorePool } from '../SynthetixV3CorePool.ts'
import type { ConfigValues } from '../schema.ts'
import { findPoolAsset } from './findPoolAsset.ts'
import type { PoolPlace } from './PoolPlace.ts'
import { toFieldPath } from './toFieldPath.ts'

type SynthetixV3CoreValues = Extract<
  NonNullable<ConfigValues['venues'][number]['lending']>,
  { type: 'synthetixV3Core' }
>
type Parsed = Omit<
  SynthetixV3CorePool,
  'chainId' | 'startBlock' | 'heartbeatSeconds' | 'deadAfterSeconds'
>

/** Decimals of everything in the books of core. */
const DECIMALS = 18

/** What the core of Synthetix has of its own. Throws `ConfigError`. */
export function parseSynthetixV3Core(values: SynthetixV3CoreValues, place: PoolPlace): Parsed {
  const { type, proxy: pool, accountToken, pools } = values
  const { path } = place
  const usd = findPoolAsset(values.usd, place, path, 'usd')
  assertBookable(usd, [...path, 'usd'])
  const collaterals = values.collaterals.map(({ asset }, i) => {
    const entry = [...path, 'collaterals', i]
    const found = findPoolAsset(asset, place, entry)
    assertBookable(found, [...entry, 'asset'])
    assertPriced(asset, place, [...entry, 'asset'])
    return found
  })
  assertDistinct([usd, ...collaterals], path)
  return { type, pool, accountToken, usd, collaterals, pools: [...new Set(pools)] }
}

/** Core counts with 18 decimals, to which fewer are raised exactly. */
function assertBookable(
  { asset, decimals }: SynthetixV3CoreAssetConfig,
  path: PoolPlace['path'],
): void {
  if (decimals <= DECIMALS) return
  throw new ConfigError({
    field: toFieldPath(path),
    problem: `asset '${asset}' has ${decimals} decimals, and core counts all collateral with ${DECIMALS}`,
    cure: 'Leave it out: what accounts have of it cannot be told exactly.',
  })
}

function assertPriced(id: string, { assets }: PoolPlace, path: PoolPlace['path']): void {
  if (assets.get(id)?.feeds.length !== 0) return
  throw new ConfigError({
    field: toFieldPath(path),
    problem: `asset '${id}' has no feed, and no event of core says a price`,
    cure: `Write the feeds of assets.${id}.`,
  })
}

function assertDistinct(all: readonly SynthetixV3CoreAssetConfig[], path: PoolPlace['path']): void {
  const seen = new Set<string>()
  for (const [i, { asset, token }] of all.entries()) {
    if (seen.has(token)) {
      throw new ConfigError({
        field: toFieldPath([...path, 'collaterals', i - 1, 'asset']),
        problem: `names '${asset}', which is already part of core`,
        cure: 'Name each collateral once; the dollars of core are in usd alone.',
      })
    }
    seen.add(token)
  }
}
