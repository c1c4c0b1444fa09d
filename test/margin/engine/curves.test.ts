import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  argument,
  atLeast,
  type Curve,
  cap,
  constant,
  continuousTiers,
  difference,
  evaluateCurve,
  MarginInputError,
  mulDiv,
  product,
  type Rounding,
  reciprocal,
  sum,
} from '../../../src/index.ts'
import { integerRoot } from '../../../src/margin/engine/integerRoot.ts'

const value = argument('value')
const at = (curve: Curve, x: bigint) => evaluateCurve(curve, { value: x })

test('default: each rounding goes its own way, below 0 too', () => {
  const rounded = (a: bigint) =>
    (['floor', 'ceil', 'truncate', 'halfUp'] as const).map((name) => mulDiv(a, 1n, 2n, name))
  expect(rounded(7n)).toEqual([3n, 4n, 3n, 4n])
  expect(rounded(-7n)).toEqual([-4n, -3n, -3n, -3n])
  expect(rounded(8n)).toEqual([4n, 4n, 4n, 4n])
})

test('default: sums, differences, products and reciprocals', () => {
  expect(at(sum(value, constant(5n)), 2n)).toBe(7n)
  expect(at(difference(value, constant(5n)), 2n)).toBe(-3n)
  expect(at(product(value, constant(3n), 2n, 'ceil'), 5n)).toBe(8n)
  expect(at(reciprocal(constant(10n), value, 10n, 'floor'), 3n)).toBe(33n)
})

test('default: cap, floor and clamp hold at their ends', () => {
  expect([1n, 5n, 9n].map((x) => at(cap(value, constant(5n)), x))).toEqual([1n, 5n, 5n])
  expect([1n, 5n, 9n].map((x) => at(atLeast(value, constant(5n)), x))).toEqual([5n, 5n, 9n])
  const clamp: Curve = { type: 'clamp', of: value, low: 3n, high: 5n }
  expect([2n, 3n, 4n, 5n, 6n].map((x) => at(clamp, x))).toEqual([3n, 3n, 4n, 5n, 5n])
})

test('default: a ramp is flat outside and rounds as named inside', () => {
  const ramp = (rounding: Rounding): Curve => ({
    type: 'ramp',
    of: value,
    from: { at: 10n, value: 100n },
    to: { at: 13n, value: 90n },
    rounding,
  })
  expect([9n, 10n, 11n, 12n, 13n, 14n].map((x) => at(ramp('floor'), x))).toEqual([
    100n,
    100n,
    96n,
    93n,
    90n,
    90n,
  ])
  expect(at(ramp('ceil'), 11n)).toBe(97n)
})

test('default: tiers with deduction are continuous, and the tier starts at its bound', () => {
  // Hyperliquid's shape: 1 % to 100, 2 % to 1,000, 5 % beyond.
  const steps = [
    { from: 0n, rate: 1n },
    { from: 100n, rate: 2n },
    { from: 1_000n, rate: 5n },
  ]
  const tiers = continuousTiers({ of: 'value', steps, one: 100n, rounding: 'floor' })
  expect([0n, 100n, 200n, 1_000n, 2_000n].map((x) => at(tiers, x))).toEqual([0n, 1n, 3n, 19n, 69n])
  const jumping: Curve = {
    type: 'tiers',
    of: value,
    tiers: steps.map((step) => ({ ...step, deduction: 0n })),
    one: 1n,
    rounding: 'floor',
  }
  expect([99n, 100n].map((x) => at(jumping, x))).toEqual([99n, 200n])
})

test('default: powers are integer roots, reduced to lowest terms', () => {
  const power = (exponent: bigint, root: bigint, rounding: Rounding, one = 1n): Curve => ({
    type: 'power',
    of: value,
    exponent,
    root,
    one,
    rounding,
  })
  expect(at(power(1n, 2n, 'floor'), 8n)).toBe(2n)
  expect(at(power(1n, 2n, 'ceil'), 8n)).toBe(3n)
  expect(at(power(1n, 2n, 'halfUp'), 7n)).toBe(3n)
  expect(at(power(1n, 2n, 'halfUp'), 6n)).toBe(2n)
  expect(at(power(4n, 5n, 'floor'), 32n)).toBe(16n)
  expect(at(power(8n, 10n, 'ceil'), 32n)).toBe(16n)
  expect(at(power(3n, 2n, 'floor', 100n), 400n)).toBe(800n)
  expect(at(power(1n, 2n, 'floor'), -5n)).toBe(0n)
})

test('property: a root is the greatest integer whose power fits', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 600n }),
      fc.bigInt({ min: 1n, max: 12n }),
      (x, n) => {
        const root = integerRoot(x, n)
        expect(root ** n <= x && (root + 1n) ** n > x).toBe(true)
      },
    ),
    { seed: 621, numRuns: 300 },
  )
})

describe('error: a curve that cannot be evaluated is refused', () => {
  const refused: Record<string, Curve> = {
    'a scale of 0': product(value, value, 0n, 'floor'),
    'tiers that do not start at 0': {
      type: 'tiers',
      of: value,
      tiers: [{ from: 1n, rate: 1n, deduction: 0n }],
      one: 1n,
      rounding: 'floor',
    },
    'an empty clamp': { type: 'clamp', of: value, low: 2n, high: 1n },
    'a root of degree 0': {
      type: 'power',
      of: value,
      exponent: 1n,
      root: 0n,
      one: 1n,
      rounding: 'floor',
    },
    'a bad curve inside a good one': sum(value, product(value, value, -1n, 'floor')),
    'a division by 0': reciprocal(constant(1n), value, 1n, 'floor'),
    'an absent argument': argument('openInterest'),
  }
  test.each(Object.entries(refused))('%s', (_, curve) => {
    expect(() => at(curve, 0n)).toThrow(MarginInputError)
  })
})
