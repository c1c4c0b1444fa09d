import { comparePositions } from '../facts/FactPosition.ts'
import type { Leg } from '../facts/Leg.ts'
import type { Hex } from '../facts/primitives.ts'
import { distinctLegs } from './distinctLegs.ts'
import { isInside } from './isInside.ts'
import { routeRule } from './routeRule.ts'
import type { TransferContext } from './TransferContext.ts'

/** Legs of one transfer inside the cut, by what they say. */
export interface SortedLegs {
  sent: readonly Leg[]
  bridgeCredits: readonly Leg[]
  venueCredits: readonly Leg[]
  refunds: readonly Leg[]
  all: readonly Leg[]
  evidence: readonly Leg[]
}

/** Splits the legs of a transfer into what is inside the cut and what is orphaned evidence, each leg once, by time. */
export function sortLegs(legs: readonly Leg[], { cut, topology }: TransferContext): SortedLegs {
  const known = distinctLegs(legs).toSorted(compareLegs)
  const all = known.filter((leg) => leg.canonical && isInside(leg, cut.get(leg.at.chainId)))
  const sent = all.filter(({ step }) => step === 'sent')
  const queued = all.filter(({ step }) => step === 'queued')
  const bridgeCredits = all.filter(({ step, via }) => step === 'credited' && via === 'bridge')
  const isReplaced = sent[0] !== undefined && routeRule(sent[0].bridge, topology).replaces
  return {
    sent: replaceQueued(queued, isReplaced ? replaceSent(sent, bridgeCredits) : sent),
    bridgeCredits,
    venueCredits: all.filter(({ step, via }) => step === 'credited' && via === 'venue'),
    refunds: all.filter(({ step }) => step === 'refunded'),
    all,
    evidence: known.filter((leg) => !leg.canonical),
  }
}

function compareLegs(a: Leg, b: Leg): number {
  if (a.timestamp !== b.timestamp) return a.timestamp < b.timestamp ? -1 : 1
  return a.at.chainId - b.at.chainId || comparePositions(a.at, b.at) || (a.via < b.via ? -1 : 1)
}

/**
 * Queued and sent are the same value: the i-th sent leg of a payload replaces its i-th queued one, that of the name under
 * which it says that it was queued, and keeps its owner where nothing left a vault any more when it was sent.
 */
function replaceQueued(queued: readonly Leg[], sent: readonly Leg[]): readonly Leg[] {
  const waiting = [...queued]
  const replaced = sent.map((leg) => {
    const queuedAs = leg.alias ?? nameOf(leg)
    const index = waiting.findIndex(
      (other) => other.payloadHash === leg.payloadHash && nameOf(other) === queuedAs,
    )
    const [before] = index === -1 ? [] : waiting.splice(index, 1)
    if (before === undefined || leg.bindings.length > 0) return leg
    const { amount, sender, bindings } = before
    // A release moves nothing: what was sent is what was queued then, with the fee that the message does not carry.
    return leg.amount === 0n ? { ...leg, amount, sender, bindings } : { ...leg, bindings }
  })
  return [...replaced, ...waiting].sort(compareLegs)
}

function nameOf({ key, filedUnder = key }: Leg): Hex {
  return filedUnder
}

/**
 * Sends of a key that is used once are one transfer, of which the contents were replaced: what arrived says which of them
 * holds, else the newest. It keeps the owner of whichever moved the value.
 */
function replaceSent(sent: readonly Leg[], credits: readonly Leg[]): readonly Leg[] {
  const arrived = sent.findLast(({ payloadHash }) => payloadHash === credits[0]?.payloadHash)
  const kept = arrived ?? sent.at(-1)
  if (kept === undefined || kept.bindings.length > 0) return kept === undefined ? [] : [kept]
  const { bindings, unbound } = sent.find((leg) => leg.bindings.length > 0) ?? kept
  return [{ ...kept, bindings, unbound }]
}

/**
 * Sends that nothing has closed, by count and in order (DESIGN §3.6): a credit, refund or cancellation closes the oldest
 * open send of its payload. Value on its way to collateral that `landed` and is not booked is still open.
 */
export function openSends(
  sorted: SortedLegs,
  context: TransferContext,
  landed: readonly Leg[] = landedCredits(sorted, context),
): readonly Leg[] {
  const { refunds } = sorted
  const cancelled = sorted.all.filter(({ step }) => step === 'cancelled')
  const closing = [
    ...settledCredits(sorted).filter((credit) => !landed.includes(credit)),
    // What was cancelled is refunded later: both speak of one send.
    ...(refunds.length > cancelled.length ? refunds : cancelled),
  ]
  const open = [...sorted.sent]
  for (const leg of closing) {
    const isOfAny = leg.via === 'venue' || namesKeyAlone(leg, context)
    const index = open.findIndex(({ payloadHash }) => isOfAny || payloadHash === leg.payloadHash)
    if (index !== -1) open.splice(index, 1)
  }
  return open
}

/**
 * Where a key is one transfer, it may end before anybody knows its payload, such as a nonce that is skipped, or by a log that
 * does not say all of it, such as native money that is unwrapped.
 */
export function namesKeyAlone(
  { step, bridge, key, payloadHash }: Leg,
  { topology }: TransferContext,
): boolean {
  const isEnd = step === 'cancelled' || step === 'credited'
  return isEnd && payloadHash === key && routeRule(bridge, topology).replaces
}

/** Credits of a shared key beyond its sends, the newest of them: their sources are not known. */
export function excessCredits(sorted: SortedLegs, { topology }: TransferContext): readonly Leg[] {
  const credits = settledCredits(sorted)
  const { keys } = routeRule(credits[0]?.bridge ?? '', topology)
  return keys === 'shared' ? credits.slice(sorted.sent.length) : []
}

/** Bridge credits on their way to collateral that no venue has booked yet. */
export function landedCredits(sorted: SortedLegs, context: TransferContext): readonly Leg[] {
  if (!isCollateralBound(sorted, context)) return []
  return sorted.bridgeCredits
    .filter(
      ({ bindings, at, recipient }) =>
        bindings.length === 0 &&
        recipient !== undefined &&
        context.topology.collateralVenueAt(at.chainId, recipient) !== undefined,
    )
    .slice(sorted.venueCredits.length)
}

/** Whether value of this transfer is collateral while it crosses: bound, and on its way to collateral. */
export function isCollateralBound(sorted: SortedLegs, { topology }: TransferContext): boolean {
  return sorted.sent.some(
    ({ bindings, destination, recipient }) =>
      bindings.length > 0 &&
      recipient !== undefined &&
      topology.isFollowed(destination) &&
      topology.collateralVenueAt(destination, recipient) !== undefined,
  )
}

/** Credits that a venue has booked; a credit that landed and waits for its venue is not among them. */
export function bookedCredits(sorted: SortedLegs): readonly Leg[] {
  return [...sorted.bridgeCredits, ...sorted.venueCredits].filter(
    ({ bindings }) => bindings.length > 0,
  )
}

/** The credits that say how much arrived: the bridge's own, or the venue's where the bridge said nothing. */
export function settledCredits(sorted: SortedLegs): readonly Leg[] {
  return sorted.bridgeCredits.length > 0 ? sorted.bridgeCredits : sorted.venueCredits
}
