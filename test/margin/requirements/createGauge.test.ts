import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FollowRule, Measure } from '../../../src/config/FollowConfig.ts'
import { createGauge } from '../../../src/margin/requirements/createGauge.ts'
import { simpleReturn } from '../../../src/margin/requirements/simpleReturn.ts'
import vectors from '../vectors/margin-vectors.json' with { type: 'json' }
import {
  bpsOfSquare,
  ewmaSquare,
  filteredSquare,
  type Rational,
  returnsOf,
  shortfall,
  square,
} from './reference.ts'

const E18 = 10n ** 18n

const ruleOf = (measure: Measure, horizonBars = 1n): FollowRule => ({
  ...{ feed: 'eth', measure, horizonBars, floorBps: 1n, ceilingBps: 10_000n },
  ...{ bufferBps: 0n, stepUpBps: 10_000n, stepDownBps: 10_000n },
})

/** What a gauge reads after all returns between these prices, 1e18. */
function readAfter(prices: readonly bigint[], rule: FollowRule): bigint | undefined {
  const gauge = createGauge(rule)
  for (const [i, price] of prices.slice(1).entries())
    gauge.add(simpleReturn(prices[i] ?? 1n, price))
  return gauge.read()
}

/** As many basis points as the exact move asks for; rounding up may add what is far below a basis point, and no less. */
function expectMove(move: bigint | undefined, exactSquare: Rational): void {
  expect(move).toBeDefined()
  const read = move ?? 0n
  const [n, d] = [exactSquare.n * 10n ** 36n, exactSquare.d]
  expect(read ** 2n * d >= n).toBe(true)
  const slack = read - 10n ** 6n
  expect(slack < 0n || slack ** 2n * d <= n).toBe(true)
}

const prices = fc.array(fc.bigInt({ min: 10n ** 8n, max: 10n ** 12n }), {
  minLength: 2,
  maxLength: 60,
})
const lambdaBps = fc.bigInt({ min: 1n, max: 9_999n })
const seedBps = fc.bigInt({ min: 1n, max: 10_000n })
const tailBps = fc.bigInt({ min: 1n, max: 5_000n })
const horizonBars = fc.bigInt({ min: 1n, max: 30n })
const seed = { seed: 7, numRuns: 200 }

// J. Hull, Risk Management and Financial Institutions, example 5.2: margin-vectors.json, ewma-149.
test('default: the deviation of the next bar as in Hull', () => {
  const hull = vectors.vectors.find(({ id }) => id === 'ewma-149')
  expect(hull?.input).toMatchObject({ lambda: '0.90', variance: '0.0001', return: '0.02' })
  const measure = { type: 'ewma', lambdaBps: 9_000n, seedBps: 100n, multipleBps: 10_000n } as const
  const move = readAfter([100n, 102n], ruleOf(measure)) ?? 0n
  // σ = √0.00013 = 0.011401754250991379…, which the book prints as 1.14 %.
  expect(move).toBe(11_401_754_250_991_380n)
})

test('property: EWMA is the exact formula, rounded up', () => {
  fc.assert(
    fc.property(prices, lambdaBps, seedBps, horizonBars, (walk, lambda, start, horizon) => {
      const rule = { lambdaBps: lambda, seedBps: start, multipleBps: 23_300n }
      const move = readAfter(walk, ruleOf({ type: 'ewma', ...rule }, horizon))
      expectMove(move, ewmaSquare(returnsOf(walk), { ...rule, horizonBars: horizon }))
    }),
    seed,
  )
})

test('property: expected shortfall is the mean of the worst of the last returns, rounded up', () => {
  const bars = fc.integer({ min: 1, max: 40 })
  fc.assert(
    fc.property(prices, bars, tailBps, horizonBars, (walk, count, tail, horizon) => {
      const measure = { type: 'expectedShortfall', bars: count, tailBps: tail } as const
      const move = readAfter(walk, ruleOf(measure, horizon))
      const returns = returnsOf(walk).slice(-count)
      if (BigInt(returns.length) * tail < 10_000n) {
        expect(move).toBeUndefined()
        return
      }
      const { n, d } = square(shortfall(returns, tail))
      expectMove(move, { n: n * horizon, d })
    }),
    seed,
  )
})

test('property: filtered historical simulation holds each return against the volatility of its time', () => {
  const bars = fc.integer({ min: 1, max: 20 })
  const walks = fc.array(fc.bigInt({ min: 10n ** 8n, max: 10n ** 9n }), {
    minLength: 2,
    maxLength: 30,
  })
  fc.assert(
    fc.property(walks, bars, tailBps, lambdaBps, seedBps, (walk, count, tail, lambda, start) => {
      const rule = { bars: count, tailBps: tail, lambdaBps: lambda, seedBps: start }
      const move = readAfter(walk, ruleOf({ type: 'filteredHistorical', ...rule }))
      const returns = returnsOf(walk)
      if (BigInt(Math.min(returns.length, count)) * tail < 10_000n) {
        expect(move).toBeUndefined()
        return
      }
      const exact = filteredSquare(returns, rule)
      // A quotient of roots has no exact square to hold against: to one part in a thousand million.
      const read = (move ?? 0n) ** 2n
      const wanted = (exact.n * 10n ** 36n) / exact.d
      expect(read * 10n ** 9n >= wanted * (10n ** 9n - 1n)).toBe(true)
      expect(read * 10n ** 9n <= wanted * (10n ** 9n + 1n) + 10n ** 36n).toBe(true)
    }),
    { ...seed, numRuns: 100 },
  )
})

test('behavior: with a steady volatility filtering changes nothing but the last digit', () => {
  // Every return is a twentieth, as is the seed: what is expected never changes.
  const walk = [100n, 105n, 110n].map((n) => n * 10n ** 12n)
  const steady = [walk[0] ?? 1n, ...walk.slice(0, 1).map((first) => (first * 105n) / 100n)]
  const filtered = readAfter(
    steady,
    ruleOf({
      type: 'filteredHistorical',
      bars: 5,
      tailBps: 10_000n,
      lambdaBps: 9_400n,
      seedBps: 500n,
    }),
  )
  const plain = readAfter(steady, ruleOf({ type: 'expectedShortfall', bars: 5, tailBps: 10_000n }))
  expect(plain).toBe(E18 / 20n)
  expect(filtered).toBe(E18 / 20n)
})

test('property: a larger shock never measures less', () => {
  const measures = fc.constantFrom<Measure>(
    { type: 'ewma', lambdaBps: 9_400n, seedBps: 100n, multipleBps: 20_000n },
    { type: 'expectedShortfall', bars: 30, tailBps: 2_500n },
  )
  const returns = fc.array(fc.bigInt({ min: -E18 / 2n, max: E18 }), { minLength: 5, maxLength: 40 })
  const extra = fc.bigInt({ min: 0n, max: E18 / 4n })
  fc.assert(
    fc.property(measures, returns, fc.nat(), extra, (measure, plain, at, more) => {
      const read = (all: readonly bigint[]) => {
        const gauge = createGauge(ruleOf(measure))
        for (const each of all) gauge.add(each)
        return gauge.read() ?? 0n
      }
      const place = at % plain.length
      const shocked = plain.map((each, i) =>
        i !== place ? each : each < 0n ? each - more : each + more,
      )
      expect(read(shocked) >= read(plain)).toBe(true)
    }),
    seed,
  )
})

test('property: what is expected next weighs the newest shock, so that a larger one never measures less', () => {
  const returns = fc.array(fc.bigInt({ min: -E18 / 2n, max: E18 }), { minLength: 5, maxLength: 30 })
  const rule = ruleOf({
    ...{ type: 'filteredHistorical', bars: 20, tailBps: 2_500n },
    ...{ lambdaBps: 9_400n, seedBps: 100n },
  })
  fc.assert(
    fc.property(returns, fc.bigInt({ min: 0n, max: E18 }), (before, more) => {
      const read = (newest: bigint) => {
        const gauge = createGauge(rule)
        for (const each of [...before, newest]) gauge.add(each)
        return gauge.read() ?? 0n
      }
      expect(read(E18 / 10n + more) >= read(E18 / 10n)).toBe(true)
      expect(read(-E18 / 10n - more) >= read(-E18 / 10n)).toBe(true)
    }),
    seed,
  )
})

test('behavior: a window forgets: what fell out of it counts no more, what came back in order does', () => {
  const measure = { type: 'expectedShortfall', bars: 3, tailBps: 5_000n } as const
  const gauge = createGauge(ruleOf(measure))
  const reads: (bigint | undefined)[] = []
  for (const percent of [-50n, 1n, -2n, -2n, 3n, 0n]) {
    gauge.add((percent * E18) / 100n)
    reads.push(gauge.read())
  }
  const inPercent = reads.map((read) => (read === undefined ? undefined : (read * 1_000n) / E18))
  // One return is not half of two; then the mean of the worst two of three, or one of two, of a long or a short.
  expect(inPercent).toEqual([undefined, 500n, 260n, 20n, 20n, 15n])
})

test('behavior: bps of a move that is no whole number are rounded up', () => {
  expect(bpsOfSquare({ n: 1n, d: 10_000n })).toBe(100n)
  expect(bpsOfSquare({ n: 2n, d: 1n })).toBe(14_143n)
})
