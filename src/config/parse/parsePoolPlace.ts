import { ConfigError } from '../../errors/ConfigError.ts'
import type { ChainId } from '../../facts/primitives.ts'
import type { AssetConfig } from '../Project.ts'
import { findNamed } from './findNamed.ts'
import type { PoolPlace } from './PoolPlace.ts'
import type { ParsedChain } from './parseChains.ts'
import { toFieldPath } from './toFieldPath.ts'

/** What pools and exchanges are written with, whatever their protocol. */
interface PoolValues {
  chain: string
  startBlock: bigint
  heartbeatSeconds: bigint
  deadAfterSeconds?: bigint | undefined
}

interface PoolCommon {
  chainId: ChainId
  startBlock: bigint
  heartbeatSeconds: bigint
  deadAfterSeconds: bigint
}

/** What is known where a pool's names are looked up. */
export interface KnownToPools {
  chains: ReadonlyMap<string, ParsedChain>
  assets: ReadonlyMap<string, AssetConfig>
}

/** A price that nobody read for this many heartbeats is not late but dead. */
const DEAD_HEARTBEATS = 3n

/** Resolves the chain of a pool or an exchange, and how old its prices may grow. Throws `ConfigError`. */
export function parsePoolPlace(
  { chain, startBlock, heartbeatSeconds, deadAfterSeconds: dead }: PoolValues,
  { chains, assets }: KnownToPools,
  path: PoolPlace['path'],
): { common: PoolCommon; place: PoolPlace } {
  const { config } = findNamed(chains, chain, {
    field: toFieldPath([...path, 'chain']),
    section: 'chains',
  })
  const deadAfterSeconds = dead ?? heartbeatSeconds * DEAD_HEARTBEATS
  if (deadAfterSeconds < heartbeatSeconds) {
    throw new ConfigError({
      field: toFieldPath([...path, 'deadAfterSeconds']),
      problem: `is ${deadAfterSeconds}, less than the heartbeat of ${heartbeatSeconds}`,
      cure: 'Write the heartbeat or more.',
    })
  }
  return {
    common: { chainId: config.id, startBlock, heartbeatSeconds, deadAfterSeconds },
    place: { chain, chainId: config.id, assets, path },
  }
}
