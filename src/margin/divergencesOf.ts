import { absBigInt, BPS, mulDivCeil } from '../utils/fixedPoint.ts'
import type { FeedReading, LiveReading } from './FeedReading.ts'
import type { Price } from './MarginInput.ts'
import { isLive } from './priceAt.ts'

/** A feed of an asset that contradicts the one whose price is served. */
export interface Divergence {
  served: LiveReading
  other: LiveReading
  /** How far its price is from the served one, in basis points of that, rounded up. */
  apartBps: bigint
}

/** Feeds follow a market within half a percent to one percent each, so that two honest ones are seldom further apart. */
export const DIVERGENCE_BPS_DEFAULT = 200n

/**
 * Feeds of an asset whose price lies further from the served one than `limitBps` beyond the bands of both: a late price may
 * have moved as far as its band, which is no contradiction.
 */
export function divergencesOf(
  readings: readonly FeedReading[],
  price: Price,
  limitBps: bigint = DIVERGENCE_BPS_DEFAULT,
): readonly Divergence[] {
  const live = readings.filter(isLive)
  const served = live.find(({ feed }) => feed.id === price.source)
  if (served === undefined) return []
  const tolerance = mulDivCeil(served.priceE18, limitBps, BPS)
  return live.flatMap((other) => {
    const isApart =
      other.lowE18 > served.highE18 + tolerance || other.highE18 < served.lowE18 - tolerance
    if (!isApart) return []
    const apart = absBigInt(other.priceE18 - served.priceE18)
    return [{ served, other, apartBps: mulDivCeil(apart, BPS, served.priceE18) }]
  })
}
