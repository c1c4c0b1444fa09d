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
