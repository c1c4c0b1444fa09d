import type { LendingPool } from '../LendingPool.ts'
import type { ConfigValues } from '../schema.ts'
import type { PoolPlace } from './PoolPlace.ts'
import { parseAaveV3Pool } from './parseAaveV3Pool.ts'
import { parseCompoundV3Pool } from './parseCompoundV3Pool.ts'
import { parseEulerV2Pool } from './parseEulerV2Pool.ts'
import { parseMorphoBluePool } from './parseMorphoBluePool.ts'
import { type KnownToPools, parsePoolPlace } from './parsePoolPlace.ts'
import { parseSynthetixV3Core } from './parseSynthetixV3Core.ts'

type LendingValues = NonNullable<ConfigValues['venues'][number]['lending']>

/** Resolves the chain and the assets of a lending pool; a token occurs once. Throws `ConfigError`. */
export function parseLending(
  values: LendingValues,
  known: KnownToPools,
  path: PoolPlace['path'],
): LendingPool {
  const { common, place } = parsePoolPlace(values, known, path)
  switch (values.type) {
    case 'aaveV3':
      return { ...common, ...parseAaveV3Pool(values, place) }
    case 'compoundV3':
      return { ...common, ...parseCompoundV3Pool(values, place) }
    case 'eulerV2':
      return { ...common, ...parseEulerV2Pool(values, place) }
    case 'morphoBlue':
      return { ...common, ...parseMorphoBluePool(values, place) }
    case 'synthetixV3Core':
      return { ...common, ...parseSynthetixV3Core(values, place) }
  }
}
