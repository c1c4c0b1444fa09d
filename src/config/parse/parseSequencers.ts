import type { SequencerConfig } from '../Project.ts'
import type { ConfigValues } from '../schema.ts'
import type { ParsedChain } from './parseChains.ts'

/** The uptime feeds that chains name, in the order of the config. */
export function parseSequencers(
  values: ConfigValues['chains'],
  chains: ReadonlyMap<string, ParsedChain>,
): readonly SequencerConfig[] {
  return Object.entries(values).flatMap(([name, { sequencer }]) => {
    const chain = chains.get(name)
    if (sequencer === undefined || chain === undefined) return []
    const { feed: address, startBlock, graceSeconds } = sequencer
    return [{ chainId: chain.config.id, address, startBlock, graceSeconds }]
  })
}
