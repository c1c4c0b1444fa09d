/** Deliveries below this say nothing about the slow ones among them. */
export const DELIVERY_SAMPLES_MIN = 20

/** Newest deliveries that are looked at: the hundredth part of them is ten, and older ones say less of today. */
export const DELIVERY_SAMPLES_MAX = 1_000

/** How long a route takes from the sending block to the crediting one, seconds, learned over some deliveries. */
export interface DeliveryTimes {
  samples: number
  p50Seconds: bigint
  p95Seconds: bigint
  p99Seconds: bigint
  /** When the newest of them arrived, seconds: from then on this is what is known. */
  effectiveAt: bigint
}

/**
 * Percentiles by the nearest rank: the smallest time within which that share arrived, always one that occurred. A credit
 * whose clock is behind its source took no time. Undefined for fewer than 20 deliveries.
 */
export function toDeliveryTimes(
  deliveries: readonly { sentAt: bigint; creditedAt: bigint }[],
): DeliveryTimes | undefined {
  const samples = deliveries.length
  if (samples < DELIVERY_SAMPLES_MIN) return undefined
  const times = deliveries
    .map(({ sentAt, creditedAt }) => (creditedAt > sentAt ? creditedAt - sentAt : 0n))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const within = (percent: number): bigint => times[Math.ceil((percent * samples) / 100) - 1] ?? 0n
  const effectiveAt = deliveries.reduce(
    (newest, { creditedAt }) => (creditedAt > newest ? creditedAt : newest),
    0n,
  )
  return {
    samples,
    p50Seconds: within(50),
    p95Seconds: within(95),
    p99Seconds: within(99),
    effectiveAt,
  }
}
