/**
 * What a gauge must measure, in exact rationals: nothing is rounded before the whole basis point, so that it shares no step
 * with the code under test. Formulas: `reference/margin.md`, "Volatility margin".
 */

/** A fraction; the denominator is positive. */
export interface Rational {
  n: bigint
  d: bigint
}

const one: Rational = { n: 1n, d: 1n }

export const bps = (value: bigint): Rational => ({ n: value, d: 10_000n })
const add = (a: Rational, b: Rational): Rational => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d })
const times = (a: Rational, b: Rational): Rational => ({ n: a.n * b.n, d: a.d * b.d })
const minus = (a: Rational): Rational => ({ n: -a.n, d: a.d })
const isLess = (a: Rational, b: Rational): boolean => a.n * b.d < b.n * a.d
const zero: Rational = { n: 0n, d: 1n }

/** Simple returns between consecutive prices. */
export function returnsOf(prices: readonly bigint[]): readonly Rational[] {
  return prices.slice(1).map((price, i) => {
    const before = prices[i] ?? 1n
    return { n: price - before, d: before }
  })
}

/** σ² before each return and after the last: σ² = λ σ² + (1 − λ) r². */
export function variancesOf(
  returns: readonly Rational[],
  { lambdaBps, seedBps }: { lambdaBps: bigint; seedBps: bigint },
): readonly Rational[] {
  const lambda = bps(lambdaBps)
  const rest = add(one, minus(lambda))
  const variances = [times(bps(seedBps), bps(seedBps))]
  for (const r of returns) {
    const last = variances.at(-1) ?? zero
    variances.push(add(times(lambda, last), times(rest, times(r, r))))
  }
  return variances
}

/** The least whole number of basis points whose square is at least that of the move: its size rounded up. */
export function bpsOfSquare(square: Rational): bigint {
  let low = 0n
  let high = 10n ** 12n
  while (low < high) {
    const middle = (low + high) / 2n
    if (isLess(times(bps(middle), bps(middle)), square)) low = middle + 1n
    else high = middle
  }
  return low
}

export function ewmaSquare(
  returns: readonly Rational[],
  rule: { lambdaBps: bigint; seedBps: bigint; multipleBps: bigint; horizonBars: bigint },
): Rational {
  const variance = variancesOf(returns, rule).at(-1) ?? zero
  const multiple = bps(rule.multipleBps)
  return times(times(variance, { n: rule.horizonBars, d: 1n }), times(multiple, multiple))
}

/** Mean of the worst ⌈tail × N⌉ losses of a long and of a short, gains as 0; the larger of the two. */
export function shortfall(returns: readonly Rational[], tailBps: bigint): Rational {
  const share = BigInt(returns.length) * tailBps
  const count = Number((share + 9_999n) / 10_000n)
  const meanOf = (losses: readonly Rational[]): Rational => {
    const worst = [...losses].sort((a, b) => (isLess(a, b) ? 1 : -1)).slice(0, count)
    const total = worst.reduce((sum, loss) => (loss.n > 0n ? add(sum, loss) : sum), zero)
    return { n: total.n, d: total.d * BigInt(count) }
  }
  const [long, short] = [meanOf(returns.map(minus)), meanOf(returns)]
  return isLess(long, short) ? short : long
}

export const square = (a: Rational): Rational => times(a, a)

/** The same over r × σ now / σ then; squares of fractions of variances, so that no root is taken before the last step. */
export function filteredSquare(
  returns: readonly Rational[],
  rule: { bars: number; tailBps: bigint; lambdaBps: bigint; seedBps: bigint },
): Rational {
  const variances = variancesOf(returns, rule)
  const now = variances.at(-1) ?? zero
  const scaled = returns.slice(-rule.bars).map((r, i, window) => {
    const then = variances[returns.length - window.length + i] ?? zero
    // |r| × √(now / then), to 30 digits, with the sign of r.
    const { n, d } = times(square(r), { n: now.n * then.d, d: now.d * then.n })
    const root = rootOf((n * 10n ** 60n) / d)
    return { n: r.n < 0n ? -root : root, d: 10n ** 30n }
  })
  return square(shortfall(scaled, rule.tailBps))
}

/** The whole part of a square root, by halving. */
function rootOf(value: bigint): bigint {
  let low = 0n
  let high = 1n << BigInt(value.toString(2).length)
  while (low < high) {
    const middle = (low + high + 1n) / 2n
    if (middle * middle <= value) low = middle
    else high = middle - 1n
  }
  return low
}
