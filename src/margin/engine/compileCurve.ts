import { maxOf } from '../../utils/maxOf.ts'
import { minOf } from '../../utils/minOf.ts'
import type { Curve, CurveArgument, RampEnd, Tier } from './Curve.ts'
import { checkCurve } from './checkCurve.ts'
import { integerPower } from './integerPower.ts'
import { MarginInputError } from './MarginInputError.ts'
import { mulDiv, type Rounding } from './mulDiv.ts'

/** The numbers that a curve is evaluated at. */
export type CurveArguments = { readonly [name in CurveArgument]?: bigint | undefined }

/** A curve as a function; pure. It throws `MarginInputError` when an argument that it needs is absent. */
export type CompiledCurve = (at: CurveArguments) => bigint

/** Turns a curve into a function once, so that evaluating a line walks no data. Throws `MarginInputError` for a bad one. */
export function compileCurve(curve: Curve): CompiledCurve {
  checkCurve(curve)
  return compile(curve)
}

function compile(curve: Curve): CompiledCurve {
  switch (curve.type) {
    case 'constant': {
      const { value } = curve
      return () => value
    }
    case 'argument':
      return compileArgument(curve.name)
    case 'sum':
      return compileSum(curve.terms.map(compile))
    case 'difference': {
      const [of, less] = [compile(curve.of), compile(curve.less)]
      return (at) => of(at) - less(at)
    }
    case 'product':
      return compileProduct(curve)
    case 'reciprocal':
      return compileReciprocal(curve)
    case 'power': {
      const of = compile(curve.of)
      return (at) => integerPower(maxOf(of(at), 0n), curve)
    }
    case 'tiers': {
      const of = compile(curve.of)
      return (at) => tierOf(curve.tiers, of(at), curve.one, curve.rounding)
    }
    case 'clamp': {
      const of = compile(curve.of)
      return (at) => minOf(maxOf(of(at), curve.low), curve.high)
    }
    case 'cap': {
      const [of, cap] = [compile(curve.of), compile(curve.at)]
      return (at) => minOf(of(at), cap(at))
    }
    case 'atLeast': {
      const [of, least] = [compile(curve.of), compile(curve.least)]
      return (at) => maxOf(of(at), least(at))
    }
    case 'ramp': {
      const of = compile(curve.of)
      return (at) => rampAt(curve.from, curve.to, of(at), curve.rounding)
    }
  }
}

function compileProduct(curve: Extract<Curve, { type: 'product' }>): CompiledCurve {
  const { one, rounding } = curve
  const of = compile(curve.of)
  // Most weights are fixed: one call less for each.
  if (curve.by.type === 'constant') {
    const { value } = curve.by
    return (at) => mulDiv(of(at), value, one, rounding)
  }
  const by = compile(curve.by)
  return (at) => mulDiv(of(at), by(at), one, rounding)
}

function compileArgument(name: CurveArgument): CompiledCurve {
  // Nearly every curve begins with the value: a field by its own name is read faster than one by any.
  const read =
    name === 'value' ? (at: CurveArguments) => at.value : (at: CurveArguments) => at[name]
  return (at) => {
    const value = read(at)
    if (value === undefined) throw new MarginInputError(`A curve needs ${name}, which is unknown.`)
    return value
  }
}

function compileSum(terms: readonly CompiledCurve[]): CompiledCurve {
  return (at) => {
    let total = 0n
    for (const term of terms) total += term(at)
    return total
  }
}

function compileReciprocal(curve: Extract<Curve, { type: 'reciprocal' }>): CompiledCurve {
  const [numerator, of] = [compile(curve.numerator), compile(curve.of)]
  return (at) => {
    const divisor = of(at)
    if (divisor <= 0n) {
      throw new MarginInputError(`A curve divides by ${divisor}; it must be above 0.`)
    }
    return mulDiv(numerator(at), curve.one, divisor, curve.rounding)
  }
}

function tierOf(tiers: readonly Tier[], x: bigint, one: bigint, rounding: Rounding): bigint {
  let chosen = tiers[0]
  for (const tier of tiers) {
    if (tier.from > x) break
    chosen = tier
  }
  if (chosen === undefined) return 0n
  return mulDiv(x * chosen.rate - chosen.deduction, 1n, one, rounding)
}

function rampAt(from: RampEnd, to: RampEnd, x: bigint, rounding: Rounding): bigint {
  if (x <= from.at) return from.value
  if (x >= to.at) return to.value
  return from.value + mulDiv(to.value - from.value, x - from.at, to.at - from.at, rounding)
}
