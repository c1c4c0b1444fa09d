import type { Leg } from '../facts/Leg.ts'
import type { TransferContext } from './TransferContext.ts'

/** Absence is a claim: late only when the destination is covered past the deadline. */
export function isLate(main: Leg, { cut, topology }: TransferContext): boolean {
  const chain = cut.get(main.destination)
  if (chain?.coveredFrom.get(main.bridge) === undefined) return false
  return chain.timestamp >= main.timestamp + topology.policy(main.bridge).stuckAfterSeconds
}
