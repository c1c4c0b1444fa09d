import type { BridgeConfig, FeedConfig, Project } from '../config/Project.ts'
import type { Decoder } from '../facts/Decoder.ts'
import type { Address } from '../facts/primitives.ts'
import { createDecoders } from './createDecoders.ts'
import { filterDigest } from './filterDigest.ts'

/** What a source set is followed for. */
export type SourcePurpose =
  | { kind: 'feed'; feed: FeedConfig }
  | { kind: 'vault' | 'market'; venue: string; contract: Address }
  | { kind: 'bridge'; bridge: BridgeConfig }
  | { kind: 'custody' }

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
  project: Pick<Project, 'feeds' | 'bridges' | 'venues'>,
): readonly ConfiguredSource[] {
  const { feeds, bridges, venues } = project
  const none = { feeds: [], bridges: [], venues: [] }
  const listed = [
    ...feeds.flatMap((feed) => toSources({ ...none, feeds: [feed] }, { kind: 'feed', feed })),
    ...venues.flatMap((venue) => [
      ...venue.vaults.flatMap((vault) =>
        toSources(
          { ...none, venues: [{ ...venue, vaults: [vault], markets: [] }] },
          { kind: 'vault', venue: venue.id, contract: vault.address },
        ),
      ),
      ...venue.markets.flatMap((market) =>
        toSources(
          { ...none, venues: [{ ...venue, vaults: [], markets: [market] }] },
          { kind: 'market', venue: venue.id, contract: market.address },
        ),
      ),
    ]),
    ...bridges.flatMap((bridge) =>
      toSources({ ...none, bridges: [bridge] }, { kind: 'bridge', bridge }),
    ),
  ]
  const known = new Set(listed.map(({ source }) => source.id))
  const custody = toSources({ ...none, venues }, { kind: 'custody' })
  // Beside its own source set a custom vault brings the chain's custody, which all of them share.
  return [...listed, ...custody.filter(({ source }) => !known.has(source.id))]
}

function toSources(
  part: Pick<Project, 'feeds' | 'bridges' | 'venues'>,
  purpose: SourcePurpose,
): ConfiguredSource[] {
  return createDecoders(part)
    .filter(({ source }) => (purpose.kind === 'custody') === source.id.endsWith('/custody'))
    .map(({ name, source }) => ({
      source,
      decoder: name,
      filterDigest: filterDigest(source),
      purpose,
    }))
}
