import type { Balance, BalanceForm, Position } from '../engine/MarginUnit.ts'
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

/** What one line adds to the figures of its unit, as long as its amount and form are what they are. */
export interface FigureLine {
  /** Number of the price that it moves with; undefined where none does. */
  variable: number | undefined
  /** Whole units of it, without sign: the least and the most that its amount may be. */
  least: number
  most: number
  isDeduction: boolean
  equity: readonly Term[]
  /** To the slacks. */
  initial: readonly Term[]
  maintenance: readonly Term[]
  /** To the initial requirement. */
  required: readonly Term[]
}

/** How much of a line there is, and by which price. */
export interface Sizing {
  variable: number | undefined
  least: number
  most: number
}

/** A balance by the rules of its kind, now and at the deadline. */
export function balanceLine(
  { quantity, form, isPledged }: Pick<Balance, 'quantity' | 'form' | 'isPledged'>,
  rule: LinearRule,
  then: LinearRule,
  sizing: Sizing,
): FigureLine {
  const sign = quantity < 0n ? -1 : 1
  const isOwed = quantity < 0n && form === undefined
  const isWeightless = isPledged === false && !isOwed
  return {
    ...sizing,
    isDeduction: form?.type === 'deduction',
    equity: [toTerm(rule.equity, then.equity, sign)],
    initial: isWeightless ? [] : [toTerm(rule.initial, then.initial, sign)],
    maintenance: isWeightless ? [] : [toTerm(rule.maintenance, then.maintenance, sign)],
    required: [],
  }
}

/** A position that was entered at a value. */
export function positionLine(
  {
    size,
    entry,
    owed = 0n,
    due = 0n,
  }: Pick<Position, 'size' | 'owed' | 'due'> & {
    entry: Extract<Position['entry'], { type: 'value' }>
  },
  requirement: LinearRequirement,
  sizing: Sizing,
): FigureLine {
  const direction = size === 0n ? 0 : size < 0n ? -1 : 1
  const profit: Term = {
    slope: direction,
    slopeThen: direction,
    constant: Number(due - owed - entry.value),
    error: 1,
  }
  const less = (of: Linear) => toTerm(of, of, -1)
  return {
    ...sizing,
    isDeduction: false,
    equity: [profit],
    initial: [profit, less(requirement.initial)],
    maintenance: [profit, less(requirement.maintenance)],
    required: [toTerm(requirement.initial, requirement.initial, 1)],
  }
}

/** The value itself is rounded too, by less than one. */
function toTerm(now: Linear, then: Linear, sign: number): Term {
  const roundings = Math.max(Math.abs(now.slope), Math.abs(then.slope))
  return {
    slope: sign * now.slope,
    slopeThen: sign * then.slope,
    constant: sign * now.constant,
    error: roundings + Math.max(now.error, then.error),
  }
}

/** Which of the kinds of balance rules values a balance. */
export function kindOf(quantity: bigint, form: BalanceForm | undefined) {
  if (form !== undefined) return form.type
  return quantity < 0n ? 'liability' : 'collateral'
}
