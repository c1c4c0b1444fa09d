import type { Curve } from './Curve.ts'
import { type CurveArguments, compileCurve } from './compileCurve.ts'

/** One curve at one point. Throws `MarginInputError` when it is malformed or an argument that it needs is absent. */
export function evaluateCurve(curve: Curve, at: CurveArguments): bigint {
  return compileCurve(curve)(at)
}
