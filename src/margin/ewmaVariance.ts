import { integerRoot } from './engine/integerRoot.ts'
import { mulDiv } from './engine/mulDiv.ts'

const E18 = 10n ** 18n

/**
 * One step of exponentially weighted variance, 1e36: λ × variance + (1 − λ) × return², both products rounded up so that a
 * requirement is never understated. `lambda` and `simpleReturn` are 1e18, the variance 1e36.
 */
export function ewmaVariance(step: {
  lambda: bigint
  variance: bigint
  simpleReturn: bigint
}): bigint {
  const { lambda, variance, simpleReturn } = step
  return (
    mulDiv(lambda, variance, E18, 'ceil') +
    mulDiv(E18 - lambda, simpleReturn * simpleReturn, E18, 'ceil')
  )
}

/** The deviation of a variance: 1e36 to 1e18, rounded down. */
export function toDeviation(variance: bigint): bigint {
  return integerRoot(variance, 2n)
}
