import { assert } from '../../errors/assert.ts'

/**
 * The greatest integer whose `degree`-th power is at most `radicand`, by Newton's method from above. Both are whole
 * numbers; the radicand is not negative and the degree is at least 1.
 */
export function integerRoot(radicand: bigint, degree: bigint): bigint {
  assert(radicand >= 0n && degree >= 1n, `No root of degree ${degree} of ${radicand}.`)
  if (degree === 1n || radicand < 2n) return radicand
  const lesser = degree - 1n
  let guess = firstGuess(radicand, degree)
  for (;;) {
    const next = (lesser * guess + radicand / guess ** lesser) / degree
    if (next >= guess) return guess
    guess = next
  }
}

/** A power of two that is not below the root: Newton's steps then only fall. */
function firstGuess(radicand: bigint, degree: bigint): bigint {
  const bits = BigInt(radicand.toString(16).length) * 4n
  return 1n << (bits / degree + 1n)
}
