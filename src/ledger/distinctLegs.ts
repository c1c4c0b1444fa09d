import { factId, isSamePosition } from '../facts/FactPosition.ts'
import type { Leg } from '../facts/Leg.ts'

/** A transfer has few legs; more are told apart by their names, because each of them is compared with all others. */
const comparedMax = 8

/** Legs that were read twice, once, as they were read last. What a bridge and a venue say in one log are two legs. */
export function distinctLegs(legs: readonly Leg[]): readonly Leg[] {
  if (legs.length <= comparedMax)
    return legs.filter((leg, i) => legs.findLastIndex((other) => isSame(leg, other)) === i)
  return [...new Map(legs.map((leg) => [`${leg.via}:${factId(leg.at)}`, leg])).values()]
}

function isSame(a: Leg, b: Leg): boolean {
  return a === b || (a.via === b.via && isSamePosition(a.at, b.at))
}
