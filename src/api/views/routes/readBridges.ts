import type { ReadContext } from '../ReadContext.ts'
import type { BridgeView } from '../Views.ts'

/** Every configured bridge, in the order of the config. */
export function readBridges({ project, chainCuts }: ReadContext): readonly BridgeView[] {
  return project.bridges.map((config) => ({
    config,
    members: config.members.map(({ chainId, startBlock }) => ({
      chainId,
      startBlock,
      coveredFrom: chainCuts.get(chainId)?.coveredFrom.get(config.id),
    })),
  }))
}
