import type { FigureLine, Term } from './FigureLine.ts'
import type { GuardCondition } from './Guard.ts'
import type { StatusCondition } from './statusConditions.ts'

/**
 * 2048 u, where u = 2⁻⁵³: more than all roundings of one sum together. A term is made of at most 24 of them (two
 * conversions and a division of the amount, a division by a rate, six of a curve, two of a factor, the products), and a sum
 * adds one for each of at most 400 lines times three terms.
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
  const needed: GuardCondition[] = []
  for (const condition of unit.conditions) {
    const found = toCondition(unit.lines, condition, variables)
    const stricter = needed.map((other) => stricterOf(other, found))
    const place = stricter.findIndex((other) => other !== undefined)
    const joined = stricter[place]
    if (joined === undefined) needed.push(found)
    else needed[place] = joined
  }
  return needed
}

/** One condition from which both follow, where one is below the other at every price; prices are positive. */
function stricterOf(a: GuardCondition, b: GuardCondition): GuardCondition | undefined {
  if (isBelow(a, b)) return { ...a, constant: Math.min(a.constant, b.constant) }
  if (isBelow(b, a)) return { ...b, constant: Math.min(a.constant, b.constant) }
  return undefined
}

function isBelow(a: GuardCondition, b: GuardCondition): boolean {
  if (a.constant > b.constant + SPARED_UNITS) return false
  return a.coefficients.every((coefficient, index) => coefficient <= (b.coefficients[index] ?? 0))
}

function toCondition(
  lines: readonly FigureLine[],
  { figures, sign, isBare }: StatusCondition,
  variables: readonly number[],
): GuardCondition {
  const coefficients = variables.map(() => 0)
  const sizes = variables.map(() => 0)
  let constant = 0
  // One unit pays for underflow.
  let error = 1
  let size = 0
  for (const line of lines) {
    if (isBare && line.isDeduction) continue
    const place = line.variable === undefined ? -1 : variables.indexOf(line.variable)
    for (const { of, factor } of figures) {
      if (of !== 'required') {
        constant += sign * factor * line.realized
        size += Math.abs(factor * line.realized)
      }
      for (const term of line.terms[of]) {
        constant += sign * factor * term.constant
        size += Math.abs(factor * term.constant)
        error += Math.abs(factor) * term.error
        if (place < 0) continue
        coefficients[place] = (coefficients[place] ?? 0) + leastOf(line, term, sign * factor)
        sizes[place] = (sizes[place] ?? 0) + Math.abs(factor) * sizeOf(line, term)
      }
    }
  }
  return {
    coefficients: coefficients.map((sum, place) => sum - ROUNDINGS * (sizes[place] ?? 0)),
    constant: constant - error - ROUNDINGS * (size + error),
  }
}

/** The least that a term may add per unit of its price: at either end of its amount, now or at the deadline. */
function leastOf({ least, most }: FigureLine, { slope, slopeThen }: Term, factor: number): number {
  const [now, then] = [factor * slope, factor * slopeThen]
  return Math.min(now * least, now * most, then * least, then * most)
}

function sizeOf({ most }: FigureLine, { slope, slopeThen }: Term): number {
  return Math.max(Math.abs(slope), Math.abs(slopeThen)) * most
}
