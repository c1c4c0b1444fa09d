import { integerRoot } from '../engine/integerRoot.ts'

/** The least integer whose square is at least `radicand`: a square root, rounded up. The radicand is not negative. */
export function rootCeil(radicand: bigint): bigint {
  const root = integerRoot(radicand, 2n)
  return root * root === radicand ? root : root + 1n
}
