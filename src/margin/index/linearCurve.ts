import type { Curve, CurveArgument } from '../engine/Curve.ts'

/** A curve that is a straight line in the value of its line: within `error` of `slope · value + constant`. */
export interface Linear {
  slope: number
  constant: number
  /** Above what all roundings of the curve together can be off, in the units of its result. */
  error: number
}

/** What a curve may ask for beside the value, as far as it is known and stays as it is. */
export type KnownArguments = { readonly [name in CurveArgument]?: bigint | undefined }

/**
 * A curve as a straight line; undefined where it is none, or depends on what is not known. The numbers are doubles, each
 * within a few roundings of the exact one: who needs a bound widens them (`GuardBuilder`).
 */
export function linearCurve(curve: Curve, known: KnownArguments): Linear | undefined {
  switch (curve.type) {
    case 'constant':
      return fixed(curve.value)
    case 'argument': {
      if (curve.name === 'value') return { slope: 1, constant: 0, error: 0 }
      const value = known[curve.name]
      return value === undefined ? undefined : fixed(value)
    }
    case 'sum':
      return curve.terms.map((term) => linearCurve(term, known)).reduce(add, fixed(0n))
    case 'difference':
      return add(linearCurve(curve.of, known), times(linearCurve(curve.less, known), -1))
    case 'product': {
      const [of, by] = [linearCurve(curve.of, known), linearCurve(curve.by, known)]
      const [line, factor] = isFixed(of) ? [by, of] : [of, by]
      if (!isFixed(factor)) return undefined
      return rounded(times(line, factor.constant / Number(curve.one)), curve.one)
    }
    case 'reciprocal': {
      const of = linearCurve(curve.of, known)
      if (!isFixed(of) || of.constant <= 0) return undefined
      return rounded(times(linearCurve(curve.numerator, known), Number(curve.one) / of.constant))
    }
    case 'power':
    case 'tiers':
    case 'clamp':
    case 'cap':
    case 'atLeast':
    case 'ramp':
      return undefined
  }
}

function fixed(value: bigint): Linear {
  return { slope: 0, constant: Number(value), error: 0 }
}

/** A number that rounding has not touched; only by such may a line be multiplied. */
function isFixed(linear: Linear | undefined): linear is Linear {
  return linear !== undefined && linear.slope === 0 && linear.error === 0
}

/** What cancels out would leave the roundings larger than the rest: such a sum is not taken for a line. */
function add(a: Linear | undefined, b: Linear | undefined): Linear | undefined {
  if (a === undefined || b === undefined) return undefined
  if (a.slope * b.slope < 0 || a.constant * b.constant < 0) return undefined
  return { slope: a.slope + b.slope, constant: a.constant + b.constant, error: a.error + b.error }
}

function times(line: Linear | undefined, factor: number): Linear | undefined {
  if (line === undefined) return undefined
  const { slope, constant, error } = line
  return { slope: slope * factor, constant: constant * factor, error: error * Math.abs(factor) }
}

/** After one step that divides; dividing by 1 rounds nothing. */
function rounded(line: Linear | undefined, one?: bigint): Linear | undefined {
  if (line === undefined || one === 1n) return line
  return { ...line, error: line.error + 1 }
}
