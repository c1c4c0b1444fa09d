import { argument, type Curve, type CurveArgument, type Tier } from './Curve.ts'
import type { Rounding } from './mulDiv.ts'

/**
 * Tiers whose deductions make the curve continuous: each tier's is the one before it plus its lower bound × the step of
 * the rate, so that an account that crosses a bound does not jump (Hyperliquid's margin tiers).
 */
export function continuousTiers(parameters: {
  of: CurveArgument
  /** Ascending from 0. */
  steps: readonly { from: bigint; rate: bigint }[]
  one: bigint
  rounding: Rounding
}): Curve {
  const { of, steps, one, rounding } = parameters
  const tiers: Tier[] = []
  for (const { from, rate } of steps) {
    const before = tiers.at(-1)
    const deduction = before === undefined ? 0n : before.deduction + from * (rate - before.rate)
    tiers.push({ from, rate, deduction })
  }
  return { type: 'tiers', of: argument(of), tiers, one, rounding }
}
