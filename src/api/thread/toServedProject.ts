import type { BridgeProtocol } from '../../config/BridgeProtocol.ts'
import type { CustomDefinition } from '../../config/CustomDefinition.ts'
import type { BridgeConfig, Project } from '../../config/Project.ts'

/** The project as the thread that serves is given it: without the code of definitions and the URLs, which followers need. */
export function toServedProject(project: Project): Project {
  return {
    ...project,
    chains: project.chains.map((chain) => ({ ...chain, endpoints: [] })),
    feeds: project.feeds.map(({ source, ...feed }) =>
      source === undefined ? feed : { ...feed, source: withoutCode(source) },
    ),
    bridges: project.bridges.map(withoutReader).map(withoutCode),
    venues: project.venues.map((venue) => ({
      ...venue,
      vaults: venue.vaults.map(withoutCode),
      markets: venue.markets.map(withoutCode),
    })),
  }
}

/** Whoever answers decodes nothing, and a function cannot cross between threads. */
function withoutCode<contract extends object>(contract: contract): contract {
  if (!('definition' in contract)) return contract
  // CAST: only custom contracts have one.
  const { toFacts: _, ...definition } = contract.definition as CustomDefinition
  return { ...contract, definition }
}

function withoutReader(bridge: BridgeConfig): BridgeConfig {
  if (bridge.type !== 'protocol') return bridge
  const { createReader: _, ...protocol } = bridge.protocol
  // CAST: what reads logs is called by decoders alone.
  return { ...bridge, protocol: protocol as BridgeProtocol }
}
