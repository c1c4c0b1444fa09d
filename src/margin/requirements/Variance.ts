import { E18 } from '../../utils/fixedPoint.ts'
import { ewmaVariance, toDeviation } from '../ewmaVariance.ts'
import { rootCeil } from './rootCeil.ts'

/** The running variance of a feed's returns. */
export interface Variance {
  /** What it expects of the next return, 1e18, rounded down as the divisor of that return. */
  readonly expected: bigint
  /** The same rounded up, as what a requirement is made from. */
  readonly deviation: bigint
  add(simpleReturn: bigint): void
}

/** Basis points to 1e18. */
const bpsE18 = E18 / 10_000n

/** Starts at the square of the seed, which stands for all that was before the first bar. */
export function createVariance(parameters: { lambdaBps: bigint; seedBps: bigint }): Variance {
  const lambda = parameters.lambdaBps * bpsE18
  let variance = (parameters.seedBps * bpsE18) ** 2n
  return {
    get expected() {
      return toDeviation(variance)
    },
    get deviation() {
      return rootCeil(variance)
    },
    add(simpleReturn) {
      variance = ewmaVariance({ lambda, variance, simpleReturn })
    },
  }
}
