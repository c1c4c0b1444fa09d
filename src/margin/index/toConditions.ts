import type { FigureLine, Term } from './FigureLine.ts'
import type { GuardCondition } from './Guard.ts'
import type { StatusCondition } from './statusConditions.ts'

/**
 * 2048 u, where u = 2⁻⁵³: more than all roundings of one sum together. A term is made of at most 24 of them (two
 * conversions and a division of the amount, a division by a rate, six of a curve, two of a factor, the products, what is
 * taken off for them), and a sum adds one for each of at most 400 lines times three terms.
 */
const ROUNDINGS = 2 ** -42

/** Whole units, 1e-18 of the value's, by which a condition may be made stricter in order to spare another. */
const SPARED_UNITS = 1_000

/**
 * A unit's conditions as sums over the prices of `variables`, rounded against the account: as real numbers they are never
 * above the exact figure, and a unit below it, which pays for what may underflow. Those that follow from another are left
 * out.
 */
export function toConditions(
  unit: { lines: readonly FigureLine[]; conditions: readonly StatusCondition[] },
  variables: readonly number[],
): readonly GuardCondition[] {
  const places = unit.lines.map(({ variable }) =>
    variable === undefined ? -1 : variables.indexOf(variable),
  )
  const needed: GuardCondition[] = []
  for (const condition of unit.conditions) {
    const sum = new Float64Array(variables.length)
    const constant = addUp(unit.lines, places, condition, sum)
    need(needed, { coefficients: sum, constant })
  }
  return needed
}

/** Adds a condition, or makes one stricter from which it then follows; prices are positive. */
function need(needed: GuardCondition[], found: GuardCondition): void {
  for (const [place, other] of needed.entries()) {
    const constant = Math.min(other.constant, found.constant)
    const stricter = isBelow(other, found) ? other : isBelow(found, other) ? found : undefined
    if (stricter === undefined) continue
    needed[place] = { coefficients: stricter.coefficients, constant }
    return
  }
  needed.push(found)
}

function isBelow(a: GuardCondition, b: GuardCondition): boolean {
  if (a.constant > b.constant + SPARED_UNITS) return false
  for (let index = 0; index < a.coefficients.length; index += 1) {
    if ((a.coefficients[index] ?? 0) > (b.coefficients[index] ?? 0)) return false
  }
  return true
}

/** Adds a condition's coefficients to those in `sum`, one per price; returns its constant. */
function addUp(
  lines: readonly FigureLine[],
  places: readonly number[],
  { figures, sign, isBare }: StatusCondition,
  sum: Float64Array,
): number {
  let constant = 0
  // One unit pays for underflow.
  let error = 1
  let size = 0
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]
    if (line === undefined || (isBare && line.isDeduction)) continue
    const place = places[index] ?? -1
    for (const { of, factor } of figures) {
      const signed = sign * factor
      if (of !== 'required') {
        constant += signed * line.realized
        size += Math.abs(factor * line.realized)
      }
      for (const term of line.terms[of]) {
        constant += signed * term.constant
        size += Math.abs(factor * term.constant)
        error += Math.abs(factor) * term.error
        if (place >= 0) sum[place] = (sum[place] ?? 0) + leastOf(line, term, signed)
      }
    }
  }
  return constant - error - ROUNDINGS * (size + error)
}

/** The least that a term may add per unit of its price, at either end of its amount, now or at the deadline, and roundings. */
function leastOf({ least, most }: FigureLine, { slope, slopeThen }: Term, factor: number): number {
  const [now, then] = [factor * slope, factor * slopeThen]
  const size = Math.max(Math.abs(now), Math.abs(then)) * most
  return Math.min(now * least, now * most, then * least, then * most) - ROUNDINGS * size
}
