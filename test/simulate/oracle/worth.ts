import type { Directory } from './Directory.ts'
import { sumOf, toGroup } from './groupUnits.ts'
import type { Leg } from './World.ts'

/** Sum of legs in group units. */
export function legsWorth(legs: readonly Leg[], directory: Directory): bigint {
  return sumOf(legs, ({ place, token, amount }) => toGroup(directory, place.chainId, token, amount))
}

/** Sum of what is bound of legs, in group units. */
export function sharesWorth(legs: readonly Leg[], directory: Directory): bigint {
  return sumOf(legs, ({ place, token, shares }) => {
    const bound = sumOf(shares, ({ amount }) => amount)
    return toGroup(directory, place.chainId, token, bound)
  })
}
