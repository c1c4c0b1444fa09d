import { ConfigError } from '../../errors/ConfigError.ts'
import type { PerpetualExchange } from '../PerpetualExchange.ts'
import type { AssetConfig } from '../Project.ts'
import type { ConfigValues } from '../schema.ts'
import { findNamed } from './findNamed.ts'
import type { PoolPlace } from './PoolPlace.ts'
import type { ParsedChain } from './parseChains.ts'
import { parseGmxV2 } from './parseGmxV2.ts'
import { parseSynthetixV3 } from './parseSynthetixV3.ts'
import { toFieldPath } from './toFieldPath.ts'

type PerpetualValues = NonNullable<ConfigValues['venues'][number]['perpetual']>

interface Known {
  chains: ReadonlyMap<string, ParsedChain>
  assets: ReadonlyMap<string, AssetConfig>
}

/** A price that nobody read for this many heartbeats is not late but dead. */
const DEAD_HEARTBEATS = 3n

/** Resolves the chain and the assets of an exchange of perpetuals. Throws `ConfigError`. */
export function parsePerpetual(
  values: PerpetualValues,
  known: Known,
  path: PoolPlace['path'],
): PerpetualExchange {
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
    case 'synthetixV3':
      return { ...common, ...parseSynthetixV3(values, place) }
    case 'gmxV2':
      return { ...common, ...parseGmxV2(values, place) }
  }
}
