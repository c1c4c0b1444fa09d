import type { Leg } from '../facts/Leg.ts'
import type { TransferContext } from './TransferContext.ts'

/**
 * Absence is a claim: late only when the destination is covered past the deadline, and past the learned one where the route's
 * policy asks for it.
 */
export function isLate(main: Leg, { cut, topology, learnedSeconds }: TransferContext): boolean {
  const chain = cut.get(main.destination)
  if (chain?.coveredFrom.get(main.bridge) === undefined) return false
  const age = chain.timestamp - main.timestamp
  if (age < topology.policy(main.bridge).stuckAfterSeconds) return false
  const learned = learnedSeconds?.(main)
  return learned === undefined || age >= learned
}

/** Expired only when the destination is covered past the last second at which it could have credited. */
export function isExpired(
  { deadline, destination, bridge }: Leg,
  { cut }: TransferContext,
): boolean {
  const chain = cut.get(destination)
  if (deadline === undefined || chain?.coveredFrom.get(bridge) === undefined) return false
  return chain.timestamp > deadline
}
