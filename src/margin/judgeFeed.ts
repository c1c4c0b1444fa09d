import { BPS, mulDivCeil, mulDivFloor } from '../utils/fixedPoint.ts'
import { maxOf } from '../utils/maxOf.ts'
import { minOf } from '../utils/minOf.ts'
import type { FeedAtCut, FeedReading, Observation } from './FeedReading.ts'

/** A late price's band grows by one basis point on each side for every started step of this length. */
const BAND_STEP_SECONDS = 10n

/** The band stops growing at 5 % a side: past that only the dead limit says more. */
const BAND_BPS_MAX = 500n

/**
 * What a feed says at a cut. `priceE18` = answer × peg, rounded down; the band is that of the answer's confidence, widened
 * for lateness, `lowE18` rounded down and `highE18` up. On a chain whose sequencer is down or has just come back an answer is
 * late at once, with the widest band: it was made before anybody could make another. An update from the future has age 0.
 */
export function judgeFeed(
  item: FeedAtCut,
  parameters: {
    pegE18: bigint
    /** The cut's time, seconds. */
    asOf: bigint
  },
): FeedReading {
  const { feed, observation, isShaken = false } = item
  if (observation === undefined) return { state: 'silent', feed }
  const { pegE18, asOf } = parameters
  const { updatedAt, confidence = 0n } = observation
  const observedAt = minOf(updatedAt, asOf)
  const ageSeconds = asOf - observedAt
  const base = { feed, observation, updatedAt, observedAt }
  const unit = 10n ** BigInt(feed.decimals)
  const priceE18 = mulDivFloor(observation.answer, pegE18, unit)
  const reason = rejectionOf(item, observation, priceE18)
  if (reason !== undefined) return { ...base, state: 'rejected', reason }
  if (ageSeconds > feed.deadAfterSeconds) return { ...base, state: 'dead', priceE18 }

  const lateSeconds = maxOf(ageSeconds - feed.heartbeatSeconds, 0n)
  const lateBps = minOf(mulDivCeil(lateSeconds, 1n, BAND_STEP_SECONDS), BAND_BPS_MAX)
  const bandBps = isShaken ? BAND_BPS_MAX : lateBps
  const leastE18 = mulDivFloor(observation.answer - confidence, pegE18, unit)
  const mostE18 =
    confidence === 0n ? priceE18 : mulDivCeil(observation.answer + confidence, pegE18, unit)
  return {
    ...base,
    state: isShaken || lateSeconds > 0n ? 'late' : 'fresh',
    priceE18,
    lowE18: mulDivFloor(leastE18, BPS - bandBps, BPS),
    highE18: mulDivCeil(mostE18, BPS + bandBps, BPS),
    ageSeconds,
    isShaken,
  }
}

/**
 * Why an answer is no price. One that rounds to 0 would make liabilities free; one whose confidence reaches down to 0 says
 * nothing; and what the operator holds for impossible is not believed.
 */
function rejectionOf(
  { feed }: FeedAtCut,
  { answer, confidence = 0n, exponent }: Observation,
  priceE18: bigint,
): string | undefined {
  const { answerMin, answerMax, decimals } = feed
  if (exponent !== undefined && exponent !== -decimals)
    return `is scaled by 10^${exponent}, while the config says ${decimals} decimals`
  if (answer < 0n) return 'is negative'
  if (answer === 0n) return 'is zero'
  if (priceE18 <= 0n) return 'rounds to a price of zero'
  if (confidence < 0n || confidence >= answer) return `is sure only to within ${confidence}`
  if (answerMin !== undefined && answer < answerMin) return `is below ${answerMin}, its least`
  if (answerMax !== undefined && answer > answerMax) return `is above ${answerMax}, its most`
  return undefined
}
