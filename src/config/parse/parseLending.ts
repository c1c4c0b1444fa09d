import { ConfigError } from '../../errors/ConfigError.ts'
import type { LendingPool } from '../LendingPool.ts'
import type { AssetConfig } from '../Project.ts'
import type { ConfigValues } from '../schema.ts'
import { findNamed } from './findNamed.ts'
import type { PoolPlace } from './PoolPlace.ts'
import { parseAaveV3Pool } from './parseAaveV3Pool.ts'
import type { ParsedChain } from './parseChains.ts'
import { parseCompoundV3Pool } from './parseCompoundV3Pool.ts'
import { parseMorphoBluePool } from './parseMorphoBluePool.ts'
import { toFieldPath } from './toFieldPath.ts'

type LendingValues = NonNullable<ConfigValues['venues'][number]['lending']>

interface Known {
  chains: ReadonlyMap<string, ParsedChain>
  assets: ReadonlyMap<string, AssetConfig>
}

/** A price that nobody read for this many heartbeats is not late but dead. */
const DEAD_HEARTBEATS = 3n

/** Resolves the chain and the assets of a lending pool; a token occurs once. Throws `ConfigError`. */
export function parseLending(
  values: LendingValues,
  known: Known,
  path: PoolPlace['path'],
): LendingPool {
  const { chain, startBlock, heartbeatSeconds } = values
  const { config } = findNamed(known.chains, chain, {
    field: toFieldPath([...path, 'chain']),
    section: 'chains',
  })
  const deadAfterSeconds = values.deadAfterSeconds ?? heartbeatSeconds * DEAD_HEARTBEATS
  if (deadAfterSeconds < heartbeatSeconds) {
    throw new ConfigError({
      field: toFieldPath([...path, 'deadAfterSeconds']),
      problem: `is ${deadAfterSeconds}, less than the heartbeat of ${heartbeatSeconds}`,
      cure: 'Write the heartbeat or more.',
    })
  }
  const common = { chainId: config.id, startBlock, heartbeatSeconds, deadAfterSeconds }
  const place = { chain, chainId: config.id, assets: known.assets, path }
  switch (values.type) {
    case 'aaveV3':
      return { ...common, ...parseAaveV3Pool(values, place) }
    case 'compoundV3':
      return { ...common, ...parseCompoundV3Pool(values, place) }
    case 'morphoBlue':
      return { ...common, ...parseMorphoBluePool(values, place) }
  }
}
