import type { LinearRequirement, LinearRule } from './LinearRules.ts'
import type { Linear } from './linearCurve.ts'

/** A summand of a figure: `slope · amount · price + constant`, off by less than `error`. */
export interface Term {
  slope: number
  /** The slope at the deadline; what it is in between lies between the two. */
  slopeThen: number
  constant: number
  error: number
}

/** What a line of some kind adds to the figures of its unit; many lines share one. */
export interface LineTerms {
  equity: readonly Term[]
  /** To the slacks. */
  initial: readonly Term[]
  maintenance: readonly Term[]
  /** To the initial requirement. */
  required: readonly Term[]
}

/** One line of a unit, as long as its amount and form are what they are. */
export interface FigureLine {
  /** Number of the price that it moves with; undefined where none does. */
  variable: number | undefined
  /** Whole units of it, without sign: the least and the most that its amount may be. */
  least: number
  most: number
  isDeduction: boolean
  /** What it adds to equity and both slacks at any price. */
  realized: number
  terms: LineTerms
}

/** Of a balance by the rules of its kind, now and at the deadline. */
export function balanceTerms(
  rule: LinearRule,
  then: LinearRule,
  { sign, isWeightless }: { sign: 1 | -1; isWeightless: boolean },
): LineTerms {
  return {
    equity: [toTerm(rule.equity, then.equity, sign)],
    initial: isWeightless ? [] : [toTerm(rule.initial, then.initial, sign)],
    maintenance: isWeightless ? [] : [toTerm(rule.maintenance, then.maintenance, sign)],
    required: [],
  }
}

/** Of a position; `direction` is that of its size. */
export function positionTerms(requirement: LinearRequirement, direction: -1 | 0 | 1): LineTerms {
  const profit: Term = { slope: direction, slopeThen: direction, constant: 0, error: 1 }
  const less = (of: Linear) => toTerm(of, of, -1)
  return {
    equity: [profit],
    initial: [profit, less(requirement.initial)],
    maintenance: [profit, less(requirement.maintenance)],
    required: [toTerm(requirement.initial, requirement.initial, 1)],
  }
}

/** The value itself is rounded too, by less than one. */
function toTerm(now: Linear, then: Linear, sign: 1 | -1): Term {
  const roundings = Math.max(Math.abs(now.slope), Math.abs(then.slope))
  return {
    slope: sign * now.slope,
    slopeThen: sign * then.slope,
    constant: sign * now.constant,
    error: roundings + Math.max(now.error, then.error),
  }
}
