import type { Leg } from '../facts/Leg.ts'
import type { Topology } from './createTopology.ts'
import { decimalsOf, toGroupUnits } from './groupUnits.ts'

/** Sum in group units. */
export function groupValueOf(legs: readonly Leg[], topology: Topology): bigint {
  return legs.reduce(
    (sum, { at, asset, amount }) =>
      sum + toGroupUnits(amount, decimalsOf(at.chainId, asset, topology)),
    0n,
  )
}

/** Sum of what is bound, in group units. */
export function boundValueOf(legs: readonly Leg[], topology: Topology): bigint {
  const bound = legs.map((leg) => ({
    ...leg,
    amount: leg.bindings.reduce((sum, { amount }) => sum + amount, 0n),
  }))
  return groupValueOf(bound, topology)
}
