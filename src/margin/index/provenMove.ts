/** So many prices an account has at most that floats can speak of; the bound of the error is made for it. */
export const VARIABLES_MAX = 255

/** The floats cannot say that all conditions hold. */
export const UNDECIDED = -1

/** 512 u, where u = 2⁻⁵³ is the unit roundoff of a double: see the proof below. */
const ERROR_OF_SUM = 2 ** -44

/** What the division, and later the ends of the ranges, may round in the wrong direction. */
const KEPT_OF_MOVE = 1 - 2 ** -40
const LEFT_OF_MOVE = 2 ** -50

/**
 * How far every price may move at once, as a part of itself, before a condition `S = Σ cⱼ·pⱼ + d > 0` can fail: proved for
 * all prices whose doubles are within that of the present ones. `Infinity` when no move can, 0 when only the present prices
 * are proved, `UNDECIDED` when not even they are. `numbers` holds `count` conditions from `start` on, each with one
 * coefficient per price and then the constant.
 *
 * Proof. Write P for the doubles of the exact prices p, with |P − p| ≤ 8u·p (`PriceNumbers`), n ≤ 255 for their number,
 * G = Σ |cⱼ|·Pⱼ, and γₙ = nu / (1 − nu).
 *
 * 1. The computed sum Ŝ is an inner product of length n + 1, so that |Ŝ − S(P)| ≤ γ₂₅₆·(G + |d|), in whatever order it is
 *    summed: N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., SIAM 2002, §3.1, (3.4) and (3.5). An
 *    underflow adds less than 2⁻¹⁰⁰⁰; the constant is a whole unit below what it may be (`GuardBuilder`).
 * 2. |S(P) − S(p)| ≤ 8u / (1 − 8u)·G.
 * 3. Both together are below 265u·(G + |d|). The computed bound is 512u times a computed G + |d|, which is at least
 *    (1 − γ₂₅₈) of the true one: above 511u·(G + |d|). So Ŝ > bound as doubles says S(p) > 0, and still does with 240u·G
 *    to spare. A double difference is positive exactly when its minuend is the greater; NaN and ∞ − ∞ compare as false.
 * 4. For prices P′ with |P′ − P| ≤ s·P: S(p′) ≥ S(P) − s·G − 9u·(1 + s)·G ≥ room − s·G·(1 + 9u), where room = Ŝ − bound,
 *    which is above 0 for s < room / G / (1 + 9u). `KEPT_OF_MOVE` pays for that, for the computed G and for the division.
 * 5. The ends P·(1 ∓ s) are rounded twice, by at most 3u·(1 + s)·P: less than what `KEPT_OF_MOVE` and `LEFT_OF_MOVE` took.
 */
export function provenMove(
  prices: Float64Array,
  size: number,
  numbers: Float64Array,
  start: number,
  count: number,
): number {
  let move = Number.POSITIVE_INFINITY
  let at = start
  for (let condition = 0; condition < count; condition += 1) {
    const constant = numbers[at + size] ?? 0
    let sum = constant
    let gross = 0
    for (let index = 0; index < size; index += 1) {
      const term = (numbers[at + index] ?? 0) * (prices[index] ?? 0)
      sum += term
      gross += Math.abs(term)
    }
    const room = sum - ERROR_OF_SUM * (gross + Math.abs(constant))
    // Spelled so that NaN is undecided.
    const isHeld = room > 0
    if (!isHeld) return UNDECIDED
    const own = room / gross
    if (own < move) move = own
    at += size + 1
  }
  const proven = move * KEPT_OF_MOVE - LEFT_OF_MOVE
  return proven > 0 ? proven : 0
}
