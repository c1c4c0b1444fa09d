import type { FeedConfig } from '../config/FeedConfig.ts'
import type { LendingPool } from '../config/LendingPool.ts'
import { ownProtocol } from '../config/ownProtocol.ts'
import type { PerpetualExchange } from '../config/PerpetualExchange.ts'
import type { BridgeConfig, Project, SequencerConfig, VenueConfig } from '../config/Project.ts'
import type { ShareRate } from '../config/ShareRate.ts'
import type { Decoder } from '../facts/Decoder.ts'
import type { Address } from '../facts/primitives.ts'
import { createDecoders } from './createDecoders.ts'
import { filterDigest } from './filterDigest.ts'

/** What a source set is followed for. */
export type SourcePurpose =
  | { kind: 'feed'; feed: FeedConfig }
  | { kind: 'sequencer'; sequencer: SequencerConfig }
  /** `shares`: the contract that books its shares, where that may be another one. */
  | { kind: 'vault' | 'market'; venue: string; contract: Address; shares?: readonly Address[] }
  /** The protocol that is the venue by itself. */
  | { kind: 'lending'; venue: string; pool: LendingPool | PerpetualExchange }
  | { kind: 'bridge'; bridge: BridgeConfig }
  | { kind: 'rate'; rate: ShareRate }
  | { kind: 'custody' }
  | { kind: 'backing' }

/** One configured source set, as coverage is recorded of it. */
export interface ConfiguredSource {
  source: Decoder['source']
  /** Name and version of its decoder. */
  decoder: string
  filterDigest: string
  purpose: SourcePurpose
}

/** Every source set of a project with what it is for, in the order of the config. */
export function listSources(
  project: Pick<Project, 'feeds' | 'sequencers' | 'bridges' | 'venues' | 'rates' | 'backing'>,
): readonly ConfiguredSource[] {
  const { feeds, sequencers = [], bridges, venues, rates = [], backing } = project
  const none = { feeds: [], bridges: [], venues: [] }
  const listed = [
    ...feeds.flatMap((feed) => toSources({ ...none, feeds: [feed] }, { kind: 'feed', feed })),
    ...sequencers.flatMap((sequencer) =>
      toSources({ ...none, sequencers: [sequencer] }, { kind: 'sequencer', sequencer }),
    ),
    ...venues.flatMap((venue) => [
      ...venue.vaults.flatMap((vault) =>
        toSources(
          { ...none, venues: [{ ...venue, vaults: [vault], markets: [] }] },
          {
            ...{ kind: 'vault', venue: venue.id, contract: vault.address },
            ...(vault.type === 'erc7540' ? { shares: [vault.share] } : {}),
          },
        ),
      ),
      ...venue.markets.flatMap((market) =>
        toSources(
          { ...none, venues: [{ ...venue, vaults: [], markets: [market] }] },
          { kind: 'market', venue: venue.id, contract: market.address },
        ),
      ),
      ...ownSources(venue),
    ]),
    ...rates.flatMap((rate) => toSources({ ...none, rates: [rate] }, { kind: 'rate', rate })),
    ...bridges.flatMap((bridge) =>
      toSources({ ...none, bridges: [bridge] }, { kind: 'bridge', bridge }),
    ),
  ]
  const known = new Set(listed.map(({ source }) => source.id))
  const custody = toSources({ ...none, venues }, { kind: 'custody' })
  // Beside its own source set a custom vault brings the chain's custody, which all of them share.
  return [
    ...listed,
    ...custody.filter(({ source }) => !known.has(source.id)),
    ...toSources({ ...none, bridges, backing }, { kind: 'backing' }),
  ]
}

function ownSources(venue: VenueConfig): readonly ConfiguredSource[] {
  const pool = ownProtocol(venue)
  if (pool === undefined) return []
  const venues = [{ ...venue, vaults: [], markets: [] }]
  return toSources({ feeds: [], bridges: [], venues }, { kind: 'lending', venue: venue.id, pool })
}

function toSources(
  part: Pick<Project, 'feeds' | 'sequencers' | 'bridges' | 'venues' | 'rates' | 'backing'>,
  purpose: SourcePurpose,
): ConfiguredSource[] {
  return createDecoders(part)
    .filter(({ source }) => isFor(purpose.kind, source.id))
    .map(({ name, source }) => ({
      source,
      decoder: name,
      filterDigest: filterDigest(source),
      purpose,
    }))
}

/** No name of a config holds the slash before the last word of an id. */
function isFor(kind: SourcePurpose['kind'], sourceId: string): boolean {
  const isBacking = sourceId.endsWith('/backing') || sourceId.endsWith('/flow')
  if (kind === 'backing') return isBacking
  return !isBacking && (kind === 'custody') === sourceId.endsWith('/custody')
}
