import type { Leg } from '../facts/Leg.ts'
import type { TransferContext } from './TransferContext.ts'

/** Absence is a claim: late only when the destination is covered past the deadline. */
export function isLate(main: Leg, { cut, topology }: TransferContext): boolean {
  const chain = cut.get(main.destination)
  if (chain?.coveredFrom.get(main.bridge) === undefined) return false
  return chain.timestamp >= main.timestamp + topology.policy(main.bridge).stuckAfterSeconds
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
