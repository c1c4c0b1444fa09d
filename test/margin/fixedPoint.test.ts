import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvariantError } from '../../src/errors/assert.ts'
import { sharesToAssets } from '../../src/margin/sharesToAssets.ts'
import { absBigInt, mulDivCeil, mulDivFloor } from '../../src/utils/fixedPoint.ts'

test('default: floor rounds towards minus infinity, ceil towards plus infinity', () => {
  expect(mulDivFloor(7n, 1n, 2n)).toBe(3n)
  expect(mulDivFloor(-7n, 1n, 2n)).toBe(-4n)
  expect(mulDivCeil(7n, 1n, 2n)).toBe(4n)
  expect(mulDivCeil(-7n, 1n, 2n)).toBe(-3n)
})

test('default: exact results are not rounded', () => {
  expect(mulDivFloor(-6n, 2n, 4n)).toBe(-3n)
  expect(mulDivCeil(-6n, 2n, 4n)).toBe(-3n)
  expect(absBigInt(-3n)).toBe(3n)
})

test('error: a denominator that is not positive is a bug', () => {
  expect(() => mulDivFloor(1n, 1n, 0n)).toThrow(InvariantError)
  expect(() => mulDivCeil(1n, 1n, -1n)).toThrow(InvariantError)
})

test('default: shares convert at the rate of one whole share, rounded down', () => {
  expect(sharesToAssets(3n * 10n ** 18n, 1_100_000n, 18)).toBe(3_300_000n)
  expect(sharesToAssets(1n, 1_999_999n, 6)).toBe(1n)
})

test('property: floor ≤ exact ≤ ceil, less than one apart', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 30n }), (a, b, d) => {
      const floor = mulDivFloor(a, b, d)
      const ceil = mulDivCeil(a, b, d)
      expect(floor * d <= a * b && a * b < (floor + 1n) * d).toBe(true)
      expect(ceil * d >= a * b && a * b > (ceil - 1n) * d).toBe(true)
    }),
    { seed: 2, numRuns: 300 },
  )
})
