import { assert } from '../errors/assert.ts'

/** Facts that one decoder may draw from one log; more is a runaway function, not a protocol. */
export const factsPerLogMax = 16

/** Decoder instances of one family that may read one contract; a vault of 8 tokens is already unheard of. */
const instancesPerContractMax = 8

const families = ['vault', 'market', 'bridge', 'custody'] as const

/**
 * First rank `k` that a decoder may give to facts of a log. Several decoders may read one log (a share token is also held
 * in custody; one contract keeps several tokens), so each has its own range and no id depends on which others exist.
 * `instance` counts the decoders of one family on one contract, in the order of the config.
 */
export function factRank(family: (typeof families)[number], instance: number): number {
  assert(
    instance < instancesPerContractMax,
    `one contract has at most ${instancesPerContractMax} ${family} entries`,
  )
  return (families.indexOf(family) * instancesPerContractMax + instance) * factsPerLogMax
}

/** Facts that a venue of a protocol draws from one log where many venues have its contracts in common: of a transfer two. */
const factsPerSharedLogMax = 2

/** Venues that may have contracts in common, with all ranges of markets for them alone. */
const sharingVenuesMax = (instancesPerContractMax * factsPerLogMax) / factsPerSharedLogMax

/** First rank of one of many venues that read the same logs; `instance` counts them in the order of the config. */
export function sharedMarketRank(instance: number): number {
  assert(
    instance < sharingVenuesMax,
    `one connector has at most ${sharingVenuesMax} venues, the others want a config of their own`,
  )
  return factRank('market', 0) + instance * factsPerSharedLogMax
}

/** Custody keeps one range for itself and one for backing; the ranges behind them are those of flows. */
const flowInstanceMin = 2

/** Rank of what a bridge's leg of rank `k` says of the flow: six entries of one contract have room. */
export function flowRank(k: number): number {
  const inFamily = k - factRank('bridge', 0)
  const instance = Math.floor(inFamily / factsPerLogMax)
  return factRank('custody', flowInstanceMin + instance) + (inFamily % factsPerLogMax)
}

/** Instances of `custody` that are others': the chain's custody, and what backs bridged tokens. */
const custodyInstances = 2

/** Custom feeds that may read one contract: what custody leaves of its range. */
const feedsPerContractMax = (instancesPerContractMax - custodyInstances) * factsPerLogMax

/** The rank of a custom feed's one fact of a log; `instance` counts the feeds of one contract, in the order of the config. */
export function feedRank(instance: number): number {
  assert(
    instance < feedsPerContractMax,
    `one contract has at most ${feedsPerContractMax} custom feeds`,
  )
  return factRank('custody', custodyInstances) + instance
}
