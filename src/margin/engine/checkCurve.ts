import type { Curve } from './Curve.ts'
import { MarginInputError } from './MarginInputError.ts'

/** A root or exponent above this has no use as a risk parameter, and its powers no longer fit in memory. */
const DEGREE_MAX = 100n

/** Refuses a curve that cannot be evaluated everywhere: a scale that is not positive, tiers out of order. */
export function checkCurve(curve: Curve): void {
  refuseIf(hasBadScale(curve), `A ${curve.type} curve has a scale that is not above 0.`)
  switch (curve.type) {
    case 'tiers':
      refuseIf(!areAscending(curve.tiers), 'The tiers of a curve must start at 0 and ascend.')
      break
    case 'power':
      refuseIf(!isDegree(curve.exponent) || !isDegree(curve.root), 'A power is out of range.')
      break
    case 'clamp':
      refuseIf(curve.low > curve.high, `A clamp from ${curve.low} to ${curve.high} is empty.`)
      break
    case 'ramp':
      refuseIf(curve.from.at > curve.to.at, 'A ramp must not end before it starts.')
      break
    case 'constant':
    case 'argument':
    case 'sum':
    case 'difference':
    case 'product':
    case 'reciprocal':
    case 'cap':
    case 'atLeast':
      break
  }
  for (const inner of innerCurves(curve)) checkCurve(inner)
}

/** The curves that a curve is made of. */
export function innerCurves(curve: Curve): readonly Curve[] {
  switch (curve.type) {
    case 'constant':
    case 'argument':
      return []
    case 'sum':
      return curve.terms
    case 'difference':
      return [curve.of, curve.less]
    case 'product':
      return [curve.of, curve.by]
    case 'reciprocal':
      return [curve.numerator, curve.of]
    case 'cap':
      return [curve.of, curve.at]
    case 'atLeast':
      return [curve.of, curve.least]
    case 'power':
    case 'tiers':
    case 'clamp':
    case 'ramp':
      return [curve.of]
  }
}

function hasBadScale(curve: Curve): boolean {
  return 'one' in curve && curve.one <= 0n
}

function areAscending(tiers: readonly { from: bigint }[]): boolean {
  return tiers.every(({ from }, index) => {
    const before = tiers[index - 1]
    return before === undefined ? from === 0n : from > before.from
  })
}

function isDegree(value: bigint): boolean {
  return value >= 1n && value <= DEGREE_MAX
}

function refuseIf(isBad: boolean, message: string): void {
  if (isBad) throw new MarginInputError(message)
}
