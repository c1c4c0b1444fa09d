import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import type { Deployment } from '../world/Deployment.ts'

/**
 * The config with every contract followed from the script's first block on: what real contracts did while they were put
 * up is no part of any script.
 */
export function startAt(config: ConfigInput, { chains }: Deployment): ConfigInput {
  const starts = new Map(chains.map(({ name, historyBlocks }) => [name, historyBlocks + 1]))
  const at = <place extends { chain: string }>(place: place): place & { startBlock: number } => ({
    ...place,
    startBlock: starts.get(place.chain) ?? 0,
  })
  const { feeds = {}, bridges = {}, venues } = config
  return {
    ...config,
    feeds: Object.fromEntries(Object.entries(feeds).map(([id, feed]) => [id, at(feed)])),
    bridges: Object.fromEntries(
      Object.entries(bridges).map(([id, bridge]) => [
        id,
        // CAST: members of either kind of bridge have a chain, and keep all else that they have.
        { ...bridge, members: bridge.members.map((member) => at(member)) } as typeof bridge,
      ]),
    ),
    venues: venues.map((venue) => ({
      ...venue,
      vaults: (venue.vaults ?? []).map((vault) => at(vault)),
      markets: (venue.markets ?? []).map((market) => at(market)),
    })),
  }
}
