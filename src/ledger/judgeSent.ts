import type { Leg } from '../facts/Leg.ts'
import { unknownChain } from '../facts/primitives.ts'
import { isExpired, isLate } from './isLate.ts'
import { routeRule } from './routeRule.ts'
import { landedCredits, openSends, type SortedLegs } from './sortLegs.ts'
import type { TransferContext } from './TransferContext.ts'
import type { TransferStage } from './TransferView.ts'
import type { Verdict } from './Verdict.ts'

/** State of a transfer that was sent and has no credit inside the cut. */
export function judgeSent(sorted: SortedLegs, context: TransferContext): Verdict {
  const open = openSends(sorted, context)
  const [oldest] = open
  if (oldest === undefined) return { state: sorted.refunds.length > 0 ? 'REFUNDED' : 'CANCELLED' }
  const failed = sorted.all.filter(({ step }) => step === 'failed')
  if (failed.some((leg) => open.some((sent) => isFailureOf(leg, sent, context))))
    return { state: 'FAILED_RETRYABLE' }
  return judgeOpen(sorted, oldest, context)
}

/**
 * A failure of its payload or, where the log names no payload, of its key: anybody may log that another payload of a protocol
 * has failed. What an operator's own bridge logs speaks of its key.
 */
function isFailureOf(
  { payloadHash, key, bridge }: Leg,
  sent: Leg,
  { topology }: TransferContext,
): boolean {
  return (
    payloadHash === sent.payloadHash || payloadHash === key || !routeRule(bridge, topology).replaces
  )
}

/** State of a transfer whose `oldest` open send has not arrived, or has landed and is not booked. */
export function judgeOpen(sorted: SortedLegs, oldest: Leg, context: TransferContext): Verdict {
  if (landedCredits(sorted, context).length > 0) {
    return isLate(oldest, context)
      ? { state: 'STUCK', stage: 'LANDED', reason: 'It landed; the venue has not credited it.' }
      : { state: 'IN_FLIGHT', stage: 'LANDED' }
  }
  const reason = whyNotCovered(oldest, context)
  if (reason !== undefined) return { state: 'UNKNOWN', reason }
  const stage = stageOf(sorted)
  if (isExpired(oldest, context)) {
    return { state: 'EXPIRED', stage, reason: 'It can be credited no more; its refund is awaited.' }
  }
  return isLate(oldest, context)
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
