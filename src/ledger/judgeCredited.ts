import type { Leg } from '../facts/Leg.ts'
import { unknownChain } from '../facts/primitives.ts'
import { maxOf } from '../utils/maxOf.ts'
import type { Topology } from './createTopology.ts'
import { judgeOpen } from './judgeSent.ts'
import { areCarried, boundValueOf, carriedValueOf, groupValueOf } from './legValues.ts'
import { type RouteRule, routeRule } from './routeRule.ts'
import {
  bookedCredits,
  excessCredits,
  namesKeyAlone,
  openSends,
  type SortedLegs,
} from './sortLegs.ts'
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
  const isOther = (leg: Leg) => !payloads.has(leg.payloadHash) && !namesKeyAlone(leg, context)
  if (sorted.bridgeCredits.some(isOther)) {
    return { state: 'PAYLOAD_CONFLICT' }
  }
  const excess = excessCredits(sorted, context)
  if (excess.length > 0) return judgeWithoutSource(excess, main, context)
  if (isOverbooked || isMismatched(sent, credits, topology)) return { state: 'AMOUNT_MISMATCH' }
  const [oldest] = openSends(sorted, context)
  return oldest === undefined ? { state: 'DELIVERED' } : judgeOpen(sorted, oldest, context)
}

/**
 * Exact by count (DESIGN §3.6): a route that delivers once credits no message twice, whatever the parts sum to. Another may
 * deliver in parts: there more credits than sends are also more value, which only a known source can say.
 */
function isDuplicated(sent: readonly Leg[], credits: readonly Leg[], topology: Topology): boolean {
  const { keys } = ruleOf(credits, topology)
  // Which of several credits is one too many is not known before their sources are: each may still come.
  if (keys === 'shared') return false
  if (keys === 'unique') return credits.length > Math.max(sent.length, 1)
  return (
    sent.length > 0 &&
    credits.length > sent.length &&
    groupValueOf(credits, topology) > groupValueOf(sent, topology)
  )
}

function ruleOf([first]: readonly Leg[], topology: Topology): RouteRule {
  return routeRule(first?.bridge ?? '', topology)
}

/**
 * A route that is not exact may keep a fee, never add. Sends beyond the credits are on their way. Assets of two groups do
 * not compare, but by what the message carries; elastic ones never do.
 */
function isMismatched(sent: readonly Leg[], credits: readonly Leg[], topology: Topology): boolean {
  const assets = [...sent, ...credits].map(({ at, asset }) =>
    topology.assetOfToken(at.chainId, asset),
  )
  if (assets.some((asset) => asset?.amounts === 'elastic')) return false
  const groups = new Set(assets.map((asset) => asset?.group))
  const isCarried = areCarried([...sent, ...credits], topology)
  if (!isCarried && groups.size > 1) return false
  const worthOf = (legs: readonly Leg[]): bigint =>
    isCarried ? carriedValueOf(legs) : groupValueOf(legs, topology)
  const arrived = sent.slice(0, credits.length)
  const difference = worthOf(arrived) - worthOf(credits)
  return ruleOf(sent, topology).isExact ? difference !== 0n : difference < 0n
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
