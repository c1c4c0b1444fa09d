import type { Leg } from '../facts/Leg.ts'
import { unknownChain } from '../facts/primitives.ts'
import { isLate } from './isLate.ts'
import type { SortedLegs } from './sortLegs.ts'
import type { TransferContext } from './TransferContext.ts'
import type { TransferStage } from './TransferView.ts'
import type { Verdict } from './Verdict.ts'

/** State of a transfer that was sent and has no credit inside the cut. */
export function judgeSent(sorted: SortedLegs, main: Leg, context: TransferContext): Verdict {
  if (sorted.refunds.length > 0) return { state: 'REFUNDED' }
  if (sorted.all.some(({ step }) => step === 'cancelled')) return { state: 'CANCELLED' }
  if (sorted.all.some(({ step }) => step === 'failed')) return { state: 'FAILED_RETRYABLE' }
  const reason = whyNotCovered(main, context)
  if (reason !== undefined) return { state: 'UNKNOWN', reason }
  const stage = stageOf(sorted)
  return isLate(main, context)
    ? { state: 'STUCK', stage, reason: 'Its destination is covered past the deadline.' }
    : { state: 'IN_FLIGHT', stage }
}

/** Why a credit could exist unseen: then nothing is claimed of its absence. */
function whyNotCovered(main: Leg, { cut, topology }: TransferContext): string | undefined {
  const { destination, bridge } = main
  if (destination === unknownChain || !topology.isFollowed(destination)) {
    return `DESTINATION_NOT_FOLLOWED: chain ${destination} is not followed.`
  }
  if (topology.bridgeStart(bridge, destination) === undefined) {
    return `DESTINATION_NOT_COVERED: its route is not followed on chain ${destination}.`
  }
  const coveredFrom = cut.get(destination)?.coveredFrom.get(bridge)
  return coveredFrom !== undefined && coveredFrom > main.timestamp
    ? `DESTINATION_NOT_COVERED: chain ${destination} is covered from ${coveredFrom} (seconds) on.`
    : undefined
}

function stageOf(sorted: SortedLegs): TransferStage {
  const has = (step: Leg['step']): boolean => sorted.all.some((leg) => leg.step === step)
  if (has('committed')) return 'COMMITTED'
  if (has('attested')) return 'ATTESTED'
  return has('sent') ? 'SENT' : 'QUEUED'
}
