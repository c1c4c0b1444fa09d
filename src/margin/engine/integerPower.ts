import { integerRoot } from './integerRoot.ts'
import type { Rounding } from './mulDiv.ts'

/**
 * `(base / one) ^ (exponent / root) × one`, exact up to the one named rounding: 0.8 is the fifth root of the fourth
 * power. `truncate` is `floor`, as nothing here is negative.
 */
export function integerPower(
  base: bigint,
  power: { exponent: bigint; root: bigint; one: bigint; rounding: Rounding },
): bigint {
  const divisor = greatestDivisor(power.exponent, power.root)
  const [exponent, root] = [power.exponent / divisor, power.root / divisor]
  // Scaled so that the root of the quotient is the answer: base^e × one^(r − e), as one fraction of integers.
  const numerator = base ** exponent * (exponent < root ? power.one ** (root - exponent) : 1n)
  const denominator = exponent > root ? power.one ** (exponent - root) : 1n
  const floor = integerRoot(numerator / denominator, root)
  switch (power.rounding) {
    case 'floor':
    case 'truncate':
      return floor
    case 'ceil':
      return floor ** root * denominator === numerator ? floor : floor + 1n
    case 'halfUp':
      return (2n * floor + 1n) ** root * denominator <= numerator * 2n ** root ? floor + 1n : floor
  }
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b)
}
