import { assert } from '../errors/assert.ts'

/** One in values, prices, sizes and pegs of 18 decimals. */
export const E18 = 10n ** 18n

/** One in basis points. */
export const BPS = 10_000n

/**
 * `a × b / denominator` rounded towards minus infinity, so that a negative result grows in size. The denominator is
 * positive; anything else is a bug.
 */
export function mulDivFloor(a: bigint, b: bigint, denominator: bigint): bigint {
  // The sentence is spelled only when it is needed: this is called for every line of every book.
  if (denominator <= 0n)
    assert(false, `mulDivFloor needs a positive denominator, it was given ${denominator}.`)
  const product = a * b
  const quotient = product / denominator
  const isTruncatedUp = product < 0n && quotient * denominator !== product
  return isTruncatedUp ? quotient - 1n : quotient
}

/** `a × b / denominator` rounded towards plus infinity; the denominator is positive. */
export function mulDivCeil(a: bigint, b: bigint, denominator: bigint): bigint {
  return -mulDivFloor(-a, b, denominator)
}

/** Size without sign. */
export function absBigInt(value: bigint): bigint {
  return value < 0n ? -value : value
}
