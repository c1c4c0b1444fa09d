import { assert } from '../../errors/assert.ts'

/**
 * How a step that divides rounds. `floor` and `ceil` go towards minus and plus infinity, `truncate` towards zero as
 * Solidity, Go and Rust divide signed numbers, `halfUp` to the nearest with halves towards plus infinity.
 */
export type Rounding = 'floor' | 'ceil' | 'truncate' | 'halfUp'

/** `a × b / denominator`, rounded as named; the denominator is positive, anything else is a bug of the caller. */
export function mulDiv(a: bigint, b: bigint, denominator: bigint, rounding: Rounding): bigint {
  // The message is spelled only when it is needed: writing a bigint costs more than dividing it.
  if (denominator <= 0n) assert(false, `mulDiv needs a positive denominator, not ${denominator}.`)
  const product = a * b
  switch (rounding) {
    case 'truncate':
      return product / denominator
    case 'floor':
      return floorDivide(product, denominator)
    case 'ceil':
      return ceilDivide(product, denominator)
    case 'halfUp':
      return floorDivide(product * 2n + denominator, denominator * 2n)
  }
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient
}

function ceilDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator
  return numerator > 0n && quotient * denominator !== numerator ? quotient + 1n : quotient
}
