import type { FeedConfig } from '../config/Project.ts'
import { BPS, mulDivCeil, mulDivFloor } from '../utils/fixedPoint.ts'
import { maxOf } from '../utils/maxOf.ts'
import { minOf } from '../utils/minOf.ts'
import type { Price } from './MarginInput.ts'

/** A feed and its latest answer inside the cut, in the feed's decimals; `updatedAt` in seconds. */
export interface FeedAtCut {
  feed: FeedConfig
  observation: { answer: bigint; updatedAt: bigint } | undefined
}

/** A late price's band grows by one basis point on each side for every started step of this length. */
const BAND_STEP_SECONDS = 10n

/** The band stops growing at 5 % a side: past that only the dead limit says more. */
const BAND_BPS_MAX = 500n

interface Candidate {
  feed: FeedConfig
  priceE18: bigint
  updatedAt: bigint
  /** `updatedAt`, but never after the cut, so that a feed with a fast clock does not win for it. */
  observedAt: bigint
  ageSeconds: bigint
}

/**
 * The one price of an asset at a cut: the primary (first) feed unless it is dead or silent, else the newest live
 * observation of the others, ties by the lower chain id (DESIGN §5). `priceE18` = answer × peg, rounded down; `lowE18`
 * is rounded down and `highE18` up. An answer that is not positive is dead, an update from the future has age 0.
 */
export function choosePrice(parameters: {
  feeds: readonly FeedAtCut[]
  pegE18: bigint
  /** The cut's time, seconds. */
  asOf: bigint
}): Price {
  const { feeds, pegE18, asOf } = parameters
  const candidates = feeds.flatMap((item) => toCandidate(item, pegE18, asOf))
  const live = candidates.filter(isLive)
  const primary = live.find((candidate) => candidate.feed.id === feeds[0]?.feed.id)
  const chosen = primary ?? newest(live)
  if (chosen !== undefined) return toLivePrice(chosen)

  const last = newest(candidates)
  if (last === undefined) {
    return {
      state: 'missing',
      source: undefined,
      lastPriceE18: undefined,
      updatedAt: undefined,
    }
  }
  return {
    state: 'dead',
    source: last.feed.id,
    lastPriceE18: last.priceE18 > 0n ? last.priceE18 : undefined,
    updatedAt: last.updatedAt,
  }
}

function toCandidate(item: FeedAtCut, pegE18: bigint, asOf: bigint): readonly Candidate[] {
  const { feed, observation } = item
  if (observation === undefined) return []
  const observedAt = minOf(observation.updatedAt, asOf)
  return [
    {
      feed,
      priceE18: mulDivFloor(observation.answer, pegE18, 10n ** BigInt(feed.decimals)),
      updatedAt: observation.updatedAt,
      observedAt,
      ageSeconds: asOf - observedAt,
    },
  ]
}

/** A positive answer that rounds to a price of 0 is dead too: it would make liabilities free. */
function isLive(candidate: Candidate): boolean {
  return candidate.priceE18 > 0n && candidate.ageSeconds <= candidate.feed.deadAfterSeconds
}

function newest(candidates: readonly Candidate[]): Candidate | undefined {
  const [first, ...rest] = candidates
  if (first === undefined) return undefined
  return rest.reduce((best, next) => (isBefore(next, best) ? next : best), first)
}

function isBefore(a: Candidate, b: Candidate): boolean {
  if (a.observedAt !== b.observedAt) return a.observedAt > b.observedAt
  return a.feed.chainId < b.feed.chainId
}

function toLivePrice(candidate: Candidate): Price {
  const { feed, priceE18, updatedAt, ageSeconds } = candidate
  const lateSeconds = maxOf(ageSeconds - feed.heartbeatSeconds, 0n)
  const bandBps = minOf(mulDivCeil(lateSeconds, 1n, BAND_STEP_SECONDS), BAND_BPS_MAX)
  return {
    state: lateSeconds > 0n ? 'late' : 'fresh',
    priceE18,
    lowE18: mulDivFloor(priceE18, BPS - bandBps, BPS),
    highE18: mulDivCeil(priceE18, BPS + bandBps, BPS),
    updatedAt,
    ageSeconds,
    source: feed.id,
  }
}
