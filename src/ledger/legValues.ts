import type { Leg } from '../facts/Leg.ts'
import type { Topology } from './createTopology.ts'
import { decimalsOf, toGroupUnits } from './groupUnits.ts'
import { routeRule } from './routeRule.ts'

/** Sum in group units. */
export function groupValueOf(legs: readonly Leg[], topology: Topology): bigint {
  return legs.reduce(
    (sum, { at, asset, amount }) =>
      sum + toGroupUnits(amount, decimalsOf(at.chainId, asset, topology)),
    0n,
  )
}

/** What the bridge carries with a leg, in the units of its messages. */
export function carriedOf({ carried, amount }: Leg): bigint {
  return carried ?? amount
}

/**
 * Whether the legs compare by what their messages carry: the protocol says it of both sides in one unit. A venue's own
 * credit is an amount of its token.
 */
export function areCarried(legs: readonly Leg[], topology: Topology): boolean {
  return (
    legs.every(({ via }) => via === 'bridge') &&
    legs.some(
      ({ bridge, carried }) => carried !== undefined || routeRule(bridge, topology).isCarried,
    )
  )
}

/** Sum of what the bridge carries. */
export function carriedValueOf(legs: readonly Leg[]): bigint {
  return legs.reduce((sum, leg) => sum + carriedOf(leg), 0n)
}

/** Sum of what is bound, in group units. */
export function boundValueOf(legs: readonly Leg[], topology: Topology): bigint {
  const bound = legs.map((leg) => ({
    ...leg,
    amount: leg.bindings.reduce((sum, { amount }) => sum + amount, 0n),
  }))
  return groupValueOf(bound, topology)
}
