import type { Directory } from './Directory.ts'
import type { OracleTransfer } from './Oracle.ts'
import { closeSends, type SortedLegs } from './sortLegs.ts'
import type { Leg } from './World.ts'
import { legsWorth, sharesWorth } from './worth.ts'

type Verdict = Pick<OracleTransfer, 'state' | 'stage'>

/** State of a transfer at the cut, asked in the order of DESIGN 3. `sorted` are all its legs inside the cut. */
export function judgeTransfer(sorted: SortedLegs, directory: Directory): Verdict {
  const { sends, credits, refunds } = sorted
  const plain = (state: Verdict['state']): Verdict => ({ state, stage: undefined })
  if (credits.length > 0) {
    if (isDuplicate(sorted, directory)) return plain('DUPLICATE_CREDIT')
    if (refunds.length > 0 && credits.length + refunds.length > sends.length)
      return plain('CONFLICT')
    if (sends.length === 0) return plain(judgeMissingSource(sorted, directory))
    if (hasOtherPayload(sorted)) return plain('PAYLOAD_CONFLICT')
    if (isMismatched(sorted, directory)) return plain('AMOUNT_MISMATCH')
  }
  const open = closeSends(sorted, directory)
  const [oldest] = open
  if (oldest !== undefined) return judgeOpen(sorted, oldest, directory)
  if (credits.length > 0) return plain('DELIVERED')
  if (refunds.length > 0) return plain('REFUNDED')
  if (sorted.cancels.length > 0) return plain('CANCELLED')
  return plain(sorted.hasStep('attested', 'committed') ? 'VERIFIED_WITHOUT_SOURCE' : 'UNKNOWN')
}

/**
 * A warp route delivers each message once: more credits than sends are too many by count. A custom route may deliver in
 * parts: too many credits that are also too much. A venue that books one delivery several times books too much.
 */
function isDuplicate(sorted: SortedLegs, directory: Directory): boolean {
  const { sends, credits, booked } = sorted
  const isOverbooked = sharesWorth(booked, directory) > legsWorth(credits, directory)
  if (isOverbooked && booked.length > 1) return true
  if (isExact(credits, directory)) return credits.length > Math.max(sends.length, 1)
  if (sends.length === 0) return false
  return (
    credits.length > sends.length && legsWorth(credits, directory) > legsWorth(sends, directory)
  )
}

/** A credit without a send: who can say so depends on how far its origin is covered. */
function judgeMissingSource(sorted: SortedLegs, directory: Directory): Verdict['state'] {
  const [credit] = sorted.credits
  if (credit === undefined || !isEnd(credit.route, credit.origin, directory)) return 'NOT_COVERED'
  const { skewSeconds } = directory.route(credit.route)
  const reach = directory.reach(credit.origin)
  if (reach === undefined) return 'AWAITING_SOURCE'
  const creditedAt = credit.place.timestamp
  if (reach.from > 0n && reach.from + skewSeconds > creditedAt) return 'NOT_COVERED'
  return reach.to > creditedAt + skewSeconds ? 'UNBACKED' : 'AWAITING_SOURCE'
}

function hasOtherPayload({ sends, credits }: SortedLegs): boolean {
  return credits.some(
    ({ via, payload }) => via === 'bridge' && !sends.some((send) => send.payload === payload),
  )
}

/**
 * A warp route delivers what was sent, a custom route no more than that. Sends beyond the credits are still on their way.
 * Tokens of two groups do not compare, and those that take a fee or rebase need not agree.
 */
function isMismatched(sorted: SortedLegs, directory: Directory): boolean {
  const { sends, credits, booked } = sorted
  if (sharesWorth(booked, directory) > legsWorth(credits, directory)) return true
  const assets = [...sends, ...credits].map(({ place, token }) =>
    directory.asset(place.chainId, token),
  )
  if (assets.some((asset) => asset?.isElastic === true)) return false
  if (new Set(assets.map((asset) => asset?.group)).size > 1) return false
  const sent = legsWorth(sends.slice(0, credits.length), directory)
  const credited = legsWorth(credits, directory)
  return isExact(credits, directory) ? credited !== sent : credited > sent
}

/** A transfer that was sent and has not arrived, or has landed and is not booked. */
function judgeOpen(sorted: SortedLegs, oldest: Leg, directory: Directory): Verdict {
  const { route, destination, place } = oldest
  if (sorted.credits.length === 0 && sorted.hasStep('failed'))
    return { state: 'FAILED_RETRYABLE', stage: undefined }
  const reach = directory.reach(destination)
  if (!isEnd(route, destination, directory)) return { state: 'UNKNOWN', stage: undefined }
  // What has landed was seen, whatever was not covered before.
  if (sorted.landed.length === 0 && reach !== undefined && reach.from > place.timestamp)
    return { state: 'UNKNOWN', stage: undefined }
  const stage = stageOf(sorted, oldest)
  // What has landed was delivered in time; only its venue is awaited.
  const isOver = (deadline: bigint): boolean => reach !== undefined && reach.to > deadline
  if (sorted.landed.length === 0 && oldest.deadline !== undefined && isOver(oldest.deadline))
    return { state: 'EXPIRED', stage }
  const lateFrom = place.timestamp + directory.route(route).stuckAfterSeconds
  const isLate = reach !== undefined && reach.to >= lateFrom
  return { state: isLate ? 'STUCK' : 'IN_FLIGHT', stage }
}

function stageOf(sorted: SortedLegs, { step }: Leg): Verdict['stage'] {
  if (sorted.landed.length > 0) return 'LANDED'
  if (sorted.hasStep('committed')) return 'COMMITTED'
  if (sorted.hasStep('attested')) return 'ATTESTED'
  return step === 'queued' ? 'QUEUED' : 'SENT'
}

function isEnd(route: string, chainId: number, directory: Directory): boolean {
  return directory.isFollowed(chainId) && directory.hasEnd(route, chainId)
}

function isExact([first]: readonly Leg[], directory: Directory): boolean {
  const routes = directory.deployment.routes
  return routes.find(({ id }) => id === first?.route)?.kind === 'hyperlane'
}
