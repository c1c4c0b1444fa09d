import { BPS, mulDivFloor } from '../utils/fixedPoint.ts'

/** An exact weight between 0 and 1; the denominator is positive. Decayed weights do not fit whole basis points. */
export interface Fraction {
  numerator: bigint
  denominator: bigint
}

export const zero: Fraction = { numerator: 0n, denominator: 1n }

export const one: Fraction = { numerator: 1n, denominator: 1n }

/** Basis points as a fraction. */
export function fromBps(bps: bigint): Fraction {
  return { numerator: bps, denominator: BPS }
}

/** Whole basis points for display, rounded down. */
export function toBps(fraction: Fraction): bigint {
  return mulDivFloor(fraction.numerator, BPS, fraction.denominator)
}

/** The product, exact. */
export function multiply(a: Fraction, b: Fraction): Fraction {
  return {
    numerator: a.numerator * b.numerator,
    denominator: a.denominator * b.denominator,
  }
}
