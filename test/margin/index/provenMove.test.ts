import fc from 'fast-check'
import { expect, test } from 'vitest'
import { provenMove, UNDECIDED } from '../../../src/margin/index/provenMove.ts'

/** Doubles are whole multiples of 2⁻¹⁰⁷⁴: in those units they are exact integers. */
const UNITS = 1_074n

function exact(double: number): bigint {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, double)
  const bits = view.getBigUint64(0)
  const exponent = (bits >> 52n) & 0x7ffn
  const fraction = bits & ((1n << 52n) - 1n)
  const mantissa = exponent === 0n ? fraction : fraction | (1n << 52n)
  const size = exponent === 0n ? mantissa : mantissa << (exponent - 1n)
  return bits >> 63n === 1n ? -size : size
}

/** The exact sum of a condition at exact prices, in units of 2⁻¹⁰⁷⁴. */
function sumAt(coefficients: readonly number[], constant: number, prices: readonly bigint[]) {
  return prices.reduce(
    (sum, price, index) => sum + exact(coefficients[index] ?? 0) * price,
    exact(constant),
  )
}

/** A signed number of any magnitude between 2⁻⁶⁰ and 2⁶⁰ with all 53 bits in use. */
const coefficient = fc
  .tuple(
    fc.integer({ min: -60, max: 60 }),
    fc.double({ min: 1, max: 2, noNaN: true }),
    fc.boolean(),
  )
  .map(([magnitude, mantissa, isNegative]) => (isNegative ? -1 : 1) * mantissa * 2 ** magnitude)

/** Whole prices of which a double keeps only the first digits. */
const price = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 18n }), fc.integer({ min: 0, max: 24 }))
  .map(([digits, zeros]) => digits * 10n ** BigInt(zeros) + digits)

const lines = fc.array(fc.tuple(coefficient, price), { minLength: 1, maxLength: 12 })

/** The constant that leaves the sum nearest to 0, moved by a few of its own last digits. */
function constantFor(coefficients: readonly number[], prices: readonly bigint[], steps: number) {
  const sum = sumAt(coefficients, 0, prices)
  const nearest = -Number(sum >> (UNITS - 60n)) * 2 ** -60
  return nearest + Math.abs(nearest) * 2 ** -52 * steps
}

const doublesOf = (prices: readonly bigint[]) => Float64Array.from(prices, Number)

// What cancels to a few units of the last place is where floats lie: they must say that they do not know.
test('property: what floats prove is so, however near to its limit', () => {
  fc.assert(
    fc.property(lines, fc.integer({ min: -4_000, max: 4_000 }), (given, steps) => {
      const [coefficients, prices] = [given.map(([c]) => c), given.map(([, p]) => p)]
      const constant = constantFor(coefficients, prices, steps)
      const numbers = Float64Array.from([...coefficients, constant])
      const move = provenMove(doublesOf(prices), prices.length, numbers, 0, 1)
      if (move !== UNDECIDED) expect(sumAt(coefficients, constant, prices) > 0n).toBe(true)
    }),
    { numRuns: 5_000, seed: 6 },
  )
})

test('property: within the proven move no corner breaks a condition', () => {
  fc.assert(
    fc.property(lines, fc.double({ min: -52, max: 2, noNaN: true }), (given, room) => {
      const [coefficients, prices] = [given.map(([c]) => c), given.map(([, p]) => p)]
      const sum = Number(sumAt(coefficients, 0, prices) >> (UNITS - 60n)) * 2 ** -60
      const constant = -sum + Math.abs(sum) * 2 ** room
      const doubles = doublesOf(prices)
      const numbers = Float64Array.from([...coefficients, constant])
      const move = provenMove(doubles, prices.length, numbers, 0, 1)
      if (!(move > 0) || move > 1) return
      const corner = coefficients.map((own, index) => {
        const double = doubles[index] ?? 0
        return worstWithin(double * (1 - move), double * (1 + move), own)
      })
      expect(sumAt(coefficients, constant, corner) > 0n).toBe(true)
    }),
    { numRuns: 5_000, seed: 7 },
  )
})

/** The least of what a coefficient of this sign makes of a price whose double lies within a range. */
function worstWithin(low: number, high: number, coefficientOf: number): bigint {
  const isRising = coefficientOf > 0
  const end = BigInt(isRising ? Math.ceil(low) : Math.floor(high))
  // A price may be off its double by half a unit of the last place.
  const half = BigInt(Math.floor(Number(end) * 2 ** -53))
  const beyond = isRising ? end - half : end + half
  const double = Number(beyond)
  const bounded = double >= low && double <= high ? beyond : end
  return bounded > 0n ? bounded : 1n
}

test('behavior: what is no number proves nothing', () => {
  const one = (price: number, ...numbers: number[]) =>
    provenMove(Float64Array.of(price), 1, Float64Array.from(numbers), 0, 1)
  expect(one(Number.NaN, 1, 1)).toBe(UNDECIDED)
  expect(one(Number.POSITIVE_INFINITY, 1, -1)).toBe(UNDECIDED)
  expect(one(1e308, 1e308, -1e308)).toBe(UNDECIDED)
  expect(one(1, 1, -1)).toBe(UNDECIDED)
  expect(one(4, 1, -2)).toBeCloseTo(0.5, 6)
  expect(one(4, 0, 2)).toBe(Number.POSITIVE_INFINITY)
})
