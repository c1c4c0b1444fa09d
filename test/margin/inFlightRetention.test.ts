import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvariantError } from '../../src/errors/assert.ts'
import { inFlightRetention } from '../../src/margin/inFlightRetention.ts'

const policy = { p99Seconds: 100n, stuckAfterSeconds: 300n, haircutBps: 100n }

/** The retained part of 1,000,000. */
function retained(ageSeconds: bigint, changes: Partial<typeof policy> = {}): bigint {
  const { numerator, denominator } = inFlightRetention({ ...policy, ...changes, ageSeconds })
  return (1_000_000n * numerator) / denominator
}

test('default: one less haircut until p99, then linear to nothing at the stuck deadline', () => {
  expect(retained(0n)).toBe(990_000n)
  expect(retained(100n)).toBe(990_000n)
  expect(retained(101n)).toBe(985_050n)
  expect(retained(200n)).toBe(495_000n)
  expect(retained(299n)).toBe(4_950n)
  expect(retained(300n)).toBe(0n)
  expect(retained(10_000n)).toBe(0n)
})

test('behavior: a p99 at or past the stuck deadline drops to nothing there at once', () => {
  expect(retained(299n, { p99Seconds: 300n })).toBe(990_000n)
  expect(retained(300n, { p99Seconds: 300n })).toBe(0n)
  expect(retained(300n, { p99Seconds: 900n })).toBe(0n)
})

test('error: a haircut of more than all is a bug', () => {
  expect(() => retained(0n, { haircutBps: 10_001n })).toThrow(InvariantError)
})

test('property: it never grows with age', () => {
  const seconds = fc.bigInt({ min: 0n, max: 500n })
  fc.assert(
    fc.property(seconds, seconds, seconds, seconds, (age, later, p99Seconds, stuck) => {
      const limits = { p99Seconds, stuckAfterSeconds: stuck }
      expect(retained(age + later, limits) <= retained(age, limits)).toBe(true)
    }),
    { seed: 3, numRuns: 500 },
  )
})
