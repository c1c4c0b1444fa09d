import type { Rounding } from './mulDiv.ts'

/**
 * What a curve may ask for. Of a line: `quantity` (as booked, without sign), `amount` (after indexes and shares),
 * `price`, `mid` (before a side is chosen), `value` (amount × price, of a position its notional), `profit` (signed),
 * `entryValue` (size), `leverage`, `customFraction`, `openOrders`; in flight also `retained` and `kept` of `retainedOf`.
 * Of an asset or market at the cut: `openInterest`, `totalDeposits`, `utilization`, `supplyIndex`, `debtIndex`, `totalAssets`, `totalShares`, `confidence`. Of the cut: `time` in seconds, `numeraire`.
 * `days` to expiry.
 */
export type CurveArgument =
  | 'quantity'
  | 'amount'
  | 'price'
  | 'mid'
  | 'value'
  | 'profit'
  | 'entryValue'
  | 'leverage'
  | 'customFraction'
  | 'openOrders'
  | 'retained'
  | 'kept'
  | 'retainedOf'
  | 'openInterest'
  | 'totalDeposits'
  | 'utilization'
  | 'supplyIndex'
  | 'debtIndex'
  | 'totalAssets'
  | 'totalShares'
  | 'confidence'
  | 'time'
  | 'numeraire'
  | 'days'

/** From `from` on, `rate / one` of the argument less `deduction / one`. */
export interface Tier {
  from: bigint
  rate: bigint
  deduction: bigint
}

/** A risk parameter as data: a small expression over integers in which every step that divides names its rounding. */
export type Curve =
  | { type: 'constant'; value: bigint }
  | { type: 'argument'; name: CurveArgument }
  | { type: 'sum'; terms: readonly Curve[] }
  | { type: 'difference'; of: Curve; less: Curve }
  /** `of × by / one`. */
  | { type: 'product'; of: Curve; by: Curve; one: bigint; rounding: Rounding }
  /** `numerator × one / of`; `of` is positive. */
  | { type: 'reciprocal'; numerator: Curve; of: Curve; one: bigint; rounding: Rounding }
  /** `(of / one) ^ (exponent / root) × one` by an integer root; what is below 0 counts as 0. */
  | { type: 'power'; of: Curve; exponent: bigint; root: bigint; one: bigint; rounding: Rounding }
  /** The tier with the greatest `from` that is not above `of`; tiers ascend and the first starts at 0. */
  | { type: 'tiers'; of: Curve; tiers: readonly Tier[]; one: bigint; rounding: Rounding }
  | { type: 'clamp'; of: Curve; low: bigint; high: bigint }
  /** The lesser of the two. */
  | { type: 'cap'; of: Curve; at: Curve }
  /** The greater of the two. */
  | { type: 'atLeast'; of: Curve; least: Curve }
  /** Straight from one value to the other over `of`, which is usually the time; flat outside. */
  | { type: 'ramp'; of: Curve; from: RampEnd; to: RampEnd; rounding: Rounding }

export interface RampEnd {
  at: bigint
  value: bigint
}

export function constant(value: bigint): Curve {
  return { type: 'constant', value }
}

export function argument(name: CurveArgument): Curve {
  return { type: 'argument', name }
}

export function sum(...terms: readonly Curve[]): Curve {
  return { type: 'sum', terms }
}

export function difference(of: Curve, less: Curve): Curve {
  return { type: 'difference', of, less }
}

export function product(of: Curve, by: Curve, one: bigint, rounding: Rounding): Curve {
  return { type: 'product', of, by, one, rounding }
}

export function reciprocal(numerator: Curve, of: Curve, one: bigint, rounding: Rounding): Curve {
  return { type: 'reciprocal', numerator, of, one, rounding }
}

export function cap(of: Curve, at: Curve): Curve {
  return { type: 'cap', of, at }
}

export function atLeast(of: Curve, least: Curve): Curve {
  return { type: 'atLeast', of, least }
}

/** The value of the line itself: a weight of 1. */
export const wholeValue: Curve = argument('value')

/** Nothing: a weight of 0, or no requirement. */
export const nothing: Curve = constant(0n)

/** A fixed fraction of the line's value. */
export function fractionOfValue(fraction: bigint, one: bigint, rounding: Rounding): Curve {
  return product(wholeValue, constant(fraction), one, rounding)
}
