import type { Leg } from '../facts/Leg.ts'
import { unknownChain } from '../facts/primitives.ts'
import { maxOf } from '../utils/maxOf.ts'
import type { Topology } from './createTopology.ts'
import { judgeOpen } from './judgeSent.ts'
import { boundValueOf, groupValueOf } from './legValues.ts'
import { bookedCredits, openSends, type SortedLegs } from './sortLegs.ts'
import type { TransferContext } from './TransferContext.ts'
import type { Verdict } from './Verdict.ts'

/** State of a transfer that has a credit inside the cut. */
export function judgeCredited(
  sorted: SortedLegs,
  credits: readonly Leg[],
  main: Leg,
  context: TransferContext,
): Verdict {
  const { sent } = sorted
  const { topology } = context
  const booked = bookedCredits(sorted)
  const isOverbooked = boundValueOf(booked, topology) > groupValueOf(credits, topology)
  if ((isOverbooked && booked.length > 1) || isDuplicated(sent, credits, topology)) {
    return { state: 'DUPLICATE_CREDIT' }
  }
  const { refunds } = sorted
  if (refunds.length > 0 && credits.length + refunds.length > sent.length) {
    return { state: 'CONFLICT' }
  }
  if (sent.length === 0) return judgeWithoutSource(credits, main, context)
  const payloads = new Set(sent.map(({ payloadHash }) => payloadHash))
  if (sorted.bridgeCredits.some(({ payloadHash }) => !payloads.has(payloadHash))) {
    return { state: 'PAYLOAD_CONFLICT' }
  }
  if (isOverbooked || isMismatched(sent, credits, topology)) return { state: 'AMOUNT_MISMATCH' }
  const [oldest] = openSends(sorted, context)
  return oldest === undefined ? { state: 'DELIVERED' } : judgeOpen(sorted, oldest, context)
}

/**
 * Exact by count: more credits than sends, and more value than was sent. While no source is known only a route that
 * credits once can say so: another may deliver in parts.
 */
function isDuplicated(sent: readonly Leg[], credits: readonly Leg[], topology: Topology): boolean {
  if (sent.length === 0) return credits.length > 1 && isExactRoute(credits, topology)
  return (
    credits.length > sent.length && groupValueOf(credits, topology) > groupValueOf(sent, topology)
  )
}

/** Hyperlane warp routes deliver once and what was sent, in message units; a custom bridge may deliver in parts. */
function isExactRoute([first]: readonly Leg[], topology: Topology): boolean {
  return first !== undefined && topology.bridge(first.bridge)?.type === 'hyperlane'
}

/**
 * A route that is not exact may keep a fee, never add. Sends beyond the credits are on their way. Assets of two groups do
 * not compare.
 */
function isMismatched(sent: readonly Leg[], credits: readonly Leg[], topology: Topology): boolean {
  const groups = [...sent, ...credits].map(
    ({ at, asset }) => topology.assetOfToken(at.chainId, asset)?.group,
  )
  if (new Set(groups).size > 1) return false
  const arrived = sent.slice(0, credits.length)
  const difference = groupValueOf(arrived, topology) - groupValueOf(credits, topology)
  return isExactRoute(sent, topology) ? difference !== 0n : difference < 0n
}

function judgeWithoutSource(
  credits: readonly Leg[],
  main: Leg,
  { cut, topology }: TransferContext,
): Verdict {
  const creditedAt = credits[0]?.timestamp ?? 0n
  const { skewSeconds } = topology.policy(main.bridge)
  if (main.origin === unknownChain || !topology.isFollowed(main.origin)) {
    return { state: 'NOT_COVERED', reason: `Its origin, chain ${main.origin}, is not followed.` }
  }
  if (topology.bridgeStart(main.bridge, main.origin) === undefined) {
    return {
      state: 'NOT_COVERED',
      reason: `Its route is not followed at its origin, chain ${main.origin}.`,
    }
  }
  const origin = cut.get(main.origin)
  const coveredFrom = origin?.coveredFrom.get(main.bridge)
  if (origin === undefined || coveredFrom === undefined) return { state: 'AWAITING_SOURCE' }
  // The origin's clock may be behind by the skew, hence it must have been covered that much earlier.
  if (coveredFrom > maxOf(creditedAt - skewSeconds, 0n)) {
    return { state: 'NOT_COVERED', reason: 'The route was not covered at its origin back then.' }
  }
  return origin.timestamp > creditedAt + skewSeconds
    ? { state: 'UNBACKED', reason: 'Its origin is covered past the credit and never sent it.' }
    : { state: 'AWAITING_SOURCE' }
}
