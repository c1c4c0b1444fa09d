import type { PerpetualExchange } from '../PerpetualExchange.ts'
import type { ConfigValues } from '../schema.ts'
import type { PoolPlace } from './PoolPlace.ts'
import { parseGmxV2 } from './parseGmxV2.ts'
import { type KnownToPools, parsePoolPlace } from './parsePoolPlace.ts'
import { parseSynthetixV3 } from './parseSynthetixV3.ts'

type PerpetualValues = NonNullable<ConfigValues['venues'][number]['perpetual']>

/** Resolves the chain and the assets of an exchange of perpetuals. Throws `ConfigError`. */
export function parsePerpetual(
  values: PerpetualValues,
  known: KnownToPools,
  path: PoolPlace['path'],
): PerpetualExchange {
  const { common, place } = parsePoolPlace(values, known, path)
  switch (values.type) {
    case 'synthetixV3':
      return { ...common, ...parseSynthetixV3(values, place) }
    case 'gmxV2':
      return { ...common, ...parseGmxV2(values, place) }
  }
}
