import type { Directory } from './Directory.ts'
import { comparePlaces, type Leg, type Step } from './World.ts'

/** Legs of one key inside the cut, each kind in the order of time. */
export interface SortedLegs {
  all: readonly Leg[]
  /** Queued and sent count once: a sent leg stands in for the queued one before it. */
  sends: readonly Leg[]
  /** What says how much arrived: the bridge's credits, or the venue's where the bridge said nothing. */
  credits: readonly Leg[]
  /** Credits that are in a book. */
  booked: readonly Leg[]
  /** Bridge credits that reached a vault or landing contract and that no venue has booked. */
  landed: readonly Leg[]
  refunds: readonly Leg[]
  cancels: readonly Leg[]
  hasStep(...steps: readonly Step[]): boolean
}

/** Sorts the legs of one key. */
export function sortLegs(legs: readonly Leg[], directory: Directory): SortedLegs {
  const all = [...legs].sort((a, b) => comparePlaces(a.place, b.place))
  const of = (step: Step, via?: Leg['via']): readonly Leg[] =>
    all.filter((leg) => leg.step === step && (via === undefined || leg.via === via))
  const bridgeCredits = of('credited', 'bridge')
  const venueCredits = of('credited', 'venue')
  const unbooked = bridgeCredits.filter(
    ({ shares, place, recipient }) =>
      shares.length === 0 && directory.venueAt(place.chainId, recipient) !== undefined,
  )
  return {
    all,
    sends: replaceQueued(of('queued'), of('sent')),
    credits: bridgeCredits.length > 0 ? bridgeCredits : venueCredits,
    booked: of('credited').filter(({ shares }) => shares.length > 0),
    landed: unbooked.slice(venueCredits.length),
    refunds: of('refunded'),
    cancels: of('cancelled'),
    hasStep: (...steps) => all.some(({ step }) => steps.includes(step)),
  }
}

/** The i-th sent leg of a payload replaces its i-th queued one, and keeps its owner where none left a vault any more. */
function replaceQueued(queued: readonly Leg[], sent: readonly Leg[]): readonly Leg[] {
  const waiting = [...queued]
  const replaced = sent.map((leg) => {
    const index = waiting.findIndex(({ payload }) => payload === leg.payload)
    const [before] = index === -1 ? [] : waiting.splice(index, 1)
    return before === undefined || leg.shares.length > 0 ? leg : { ...leg, shares: before.shares }
  })
  return [...replaced, ...waiting].sort((a, b) => comparePlaces(a.place, b.place))
}

/**
 * Sends that nothing has closed, by count and in order (DESIGN 3.6): a credit, refund or cancellation closes the oldest
 * open send of its payload. What has landed and is not booked closes nothing while its value is on its way to collateral.
 */
export function closeSends(sorted: SortedLegs, directory: Directory): readonly Leg[] {
  const { sends, credits, landed, refunds, cancels } = sorted
  const isOnItsWay = isCollateralBound(sends, directory)
  const arrived = credits.filter((credit) => !(isOnItsWay && landed.includes(credit)))
  // What was cancelled is refunded later: both speak of one send.
  const returned = refunds.length > cancels.length ? refunds : cancels
  const open = [...sends]
  for (const { via, payload } of [...arrived, ...returned]) {
    // A venue's credit names the key alone.
    const index = open.findIndex((send) => via === 'venue' || send.payload === payload)
    if (index !== -1) open.splice(index, 1)
  }
  return open
}

/** DESIGN 3.3: bound, and its recipient is a vault or landing contract on a followed chain. */
export function isCollateralBound(sends: readonly Leg[], directory: Directory): boolean {
  return sends.some(
    ({ shares, destination, recipient }) =>
      shares.length > 0 &&
      directory.isFollowed(destination) &&
      directory.venueAt(destination, recipient) !== undefined,
  )
}
