import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FollowRule } from '../../../src/config/FollowConfig.ts'
import { limitRequirement } from '../../../src/margin/requirements/limitRequirement.ts'

const rule: FollowRule = {
  ...{
    feed: 'eth',
    measure: { type: 'expectedShortfall', bars: 9, tailBps: 500n },
    horizonBars: 1n,
  },
  ...{ floorBps: 300n, ceilingBps: 5_000n, bufferBps: 2_500n, stepUpBps: 400n, stepDownBps: 100n },
}

const after = (
  previousBps: bigint,
  measuredBps: bigint | undefined,
  parts: Partial<FollowRule> = {},
) => limitRequirement({ measuredBps, previousBps, rule: { ...rule, ...parts } })

test('default: in calm times a quarter is held above what is measured', () => {
  expect(after(1_000n, 800n)).toEqual({ bps: 1_000n, bound: 'BUFFER' })
  expect(after(1_010n, 801n)).toEqual({ bps: 1_002n, bound: 'BUFFER' })
})

test('behavior: a wilder market uses the buffer up before anything is raised, and raises no buffer', () => {
  expect(after(1_000n, 999n)).toEqual({ bps: 1_000n, bound: 'BUFFER' })
  expect(after(1_000n, 1_000n)).toEqual({ bps: 1_000n, bound: 'MEASURED' })
  expect(after(1_000n, 1_300n)).toEqual({ bps: 1_300n, bound: 'MEASURED' })
})

test('behavior: one version moves it by no more than its step, either way', () => {
  expect(after(1_000n, 1_400n)).toEqual({ bps: 1_400n, bound: 'MEASURED' })
  expect(after(1_000n, 1_401n)).toEqual({ bps: 1_400n, bound: 'STEP' })
  expect(after(1_000n, 100n)).toEqual({ bps: 900n, bound: 'STEP' })
})

test('behavior: it stays between floor and ceiling', () => {
  expect(after(320n, 10n)).toEqual({ bps: 300n, bound: 'FLOOR' })
  expect(after(300n, 10n)).toEqual({ bps: 300n, bound: 'FLOOR' })
  expect(after(4_900n, 9_999n)).toEqual({ bps: 5_000n, bound: 'CEILING' })
})

test('behavior: without a measurement it stays as it was', () => {
  expect(after(1_000n, undefined)).toEqual({ bps: 1_000n, bound: 'UNMEASURED' })
})

const bps = fc.bigInt({ min: 0n, max: 20_000n })
const between = fc.bigInt({ min: rule.floorBps, max: rule.ceilingBps })
const seed = { seed: 11, numRuns: 500 }

test('property: between floor and ceiling, within a step, and never above the buffer of what is measured for long', () => {
  fc.assert(
    fc.property(between, bps, (previous, measured) => {
      const { bps: next } = after(previous, measured)
      expect(next >= rule.floorBps && next <= rule.ceilingBps).toBe(true)
      expect(next - previous <= rule.stepUpBps && previous - next <= rule.stepDownBps).toBe(true)
      // Measured alike again and again it comes to rest, and then it covers what is measured.
      let rest = previous
      for (let i = 0; i < 60; i += 1) rest = after(rest, measured).bps
      expect(after(rest, measured).bps).toBe(rest)
      const least = measured < rule.ceilingBps ? measured : rule.ceilingBps
      expect(rest >= least).toBe(true)
      const most = (measured * 12_500n + 9_999n) / 10_000n
      expect(rest <= (most > rule.floorBps ? most : rule.floorBps)).toBe(true)
    }),
    seed,
  )
})

test('property: more measured, or more before, is never less after', () => {
  fc.assert(
    fc.property(between, between, bps, bps, (a, b, x, y) => {
      const [low, high] = a < b ? [a, b] : [b, a]
      const [less, more] = x < y ? [x, y] : [y, x]
      expect(after(high, more).bps >= after(low, more).bps).toBe(true)
      expect(after(low, more).bps >= after(low, less).bps).toBe(true)
    }),
    seed,
  )
})
