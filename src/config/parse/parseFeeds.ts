import { ConfigError } from '../../errors/ConfigError.ts'
import type { FeedConfig } from '../Project.ts'
import type { ConfigValues } from '../schema.ts'
import { findNamed } from './findNamed.ts'
import type { ParsedChain } from './parseChains.ts'
import { toFieldPath } from './toFieldPath.ts'

/** A feed that missed three heartbeats is not late but dead. */
const deadHeartbeats = 3n

/** Resolves the chains of feeds. Throws `ConfigError`. */
export function parseFeeds(
  values: ConfigValues['feeds'],
  chains: ReadonlyMap<string, ParsedChain>,
): ReadonlyMap<string, FeedConfig> {
  const feeds = new Map<string, FeedConfig>()
  for (const [id, feed] of Object.entries(values)) {
    const { config } = findNamed(chains, feed.chain, {
      field: toFieldPath(['feeds', id, 'chain']),
      section: 'chains',
    })
    const { address, startBlock, decimals, heartbeatSeconds } = feed
    const twin = [...feeds.values()].find(
      (other) => other.chainId === config.id && other.address === address,
    )
    if (twin !== undefined) {
      throw new ConfigError({
        field: toFieldPath(['feeds', id, 'address']),
        problem: `is also the address of feed '${twin.id}'`,
        cure: 'Keep one of the two feeds and name it in every asset it prices.',
      })
    }
    const deadAfterSeconds = feed.deadAfterSeconds ?? heartbeatSeconds * deadHeartbeats
    if (deadAfterSeconds < heartbeatSeconds) {
      throw new ConfigError({
        field: toFieldPath(['feeds', id, 'deadAfterSeconds']),
        problem: `is ${deadAfterSeconds}, less than the heartbeat of ${heartbeatSeconds}`,
        cure: 'Write the heartbeat or more.',
      })
    }
    feeds.set(id, {
      id,
      chainId: config.id,
      address,
      startBlock,
      decimals,
      heartbeatSeconds,
      deadAfterSeconds,
    })
  }
  return feeds
}
