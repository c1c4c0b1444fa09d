import { assert } from '../errors/assert.ts'
import { BPS } from '../utils/fixedPoint.ts'
import type { InFlightLine } from './MarginInput.ts'

/** An exact share between 0 and 1; the denominator is positive. Decayed shares do not fit whole basis points. */
interface Fraction {
  numerator: bigint
  denominator: bigint
}

/**
 * The share of in-flight value that still counts: 1 − haircut until the route's p99, from there linearly to 0 at its
 * stuck deadline (DESIGN §5). Exact; the caller rounds down.
 */
export function inFlightRetention(
  line: Pick<InFlightLine, 'ageSeconds' | 'p99Seconds' | 'stuckAfterSeconds' | 'haircutBps'>,
): Fraction {
  const { ageSeconds, p99Seconds, stuckAfterSeconds, haircutBps } = line
  assert(
    haircutBps >= 0n && haircutBps <= BPS,
    `The haircut is ${haircutBps} bps, not within 0–${BPS}.`,
  )
  if (ageSeconds >= stuckAfterSeconds) return { numerator: 0n, denominator: 1n }
  if (ageSeconds <= p99Seconds) return { numerator: BPS - haircutBps, denominator: BPS }
  return {
    numerator: (BPS - haircutBps) * (stuckAfterSeconds - ageSeconds),
    denominator: BPS * (stuckAfterSeconds - p99Seconds),
  }
}
