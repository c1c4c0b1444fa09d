import {
  argument,
  atLeast,
  type Curve,
  cap,
  constant,
  product,
  reciprocal,
  sum,
} from '../engine/Curve.ts'

/** Weights and ratios count in ten-thousandths, size factors in millionths. */
export const DRIFT_WEIGHT = 10_000n

const IMF = 1_000_000n

/** Size is taken at nine decimals, its root at five. */
const SIZE = 1_000_000_000n
const ROOT = 100_000n

/** A weight, and how it changes with the size of the line: `imfFactor` 0 for not at all. */
export interface DriftWeight {
  weight: bigint
  imfFactor: bigint
  /** 10 ^ decimals of the amount. */
  precision: bigint
}

/** The asset weight over `amount`: at most 1.1 / (1 + factor × √size). */
export function driftAssetWeight(parameters: DriftWeight): Curve {
  return sizeDiscounted(constant(parameters.weight), parameters)
}

/**
 * The initial asset weight over `amount`, `mid` and `totalDeposits`: once the market's deposits are worth `scaleStart`
 * it shrinks in proportion, then the size counts. A `scaleStart` of 0 turns the first off.
 */
export function driftInitialAssetWeight(
  parameters: DriftWeight & { scaleStart: bigint; priceScale?: bigint },
): Curve {
  const { weight, scaleStart, precision, priceScale = 1n } = parameters
  if (scaleStart === 0n) return driftAssetWeight(parameters)
  const deposits = product(
    argument('totalDeposits'),
    argument('mid'),
    precision * priceScale,
    'floor',
  )
  const shrunk = reciprocal(
    constant(weight * scaleStart),
    atLeast(deposits, constant(1n)),
    1n,
    'floor',
  )
  return sizeDiscounted(cap(constant(weight), shrunk), parameters)
}

/** The liability weight, or the margin ratio of a perp, over `amount`: at least 0.8 × weight + factor × √size. */
export function driftLiabilityWeight(parameters: DriftWeight): Curve {
  const { weight, imfFactor } = parameters
  if (imfFactor === 0n) return constant(weight)
  const premium = product(
    rootOfSize(parameters),
    constant(imfFactor),
    (ROOT * IMF) / DRIFT_WEIGHT,
    'floor',
  )
  return atLeast(sum(constant(weight - weight / 5n), premium), constant(weight))
}

function sizeDiscounted(weight: Curve, parameters: DriftWeight): Curve {
  const { imfFactor } = parameters
  if (imfFactor === 0n) return weight
  const growth = product(rootOfSize(parameters), constant(imfFactor), ROOT, 'floor')
  const discounted = reciprocal(
    constant((IMF + IMF / 10n) * DRIFT_WEIGHT),
    sum(constant(IMF), growth),
    1n,
    'floor',
  )
  return cap(weight, discounted)
}

function rootOfSize({ precision }: DriftWeight): Curve {
  const size = product(argument('amount'), constant(SIZE), precision, 'floor')
  const scaled = sum(product(size, constant(10n), 1n, 'floor'), constant(1n))
  return { type: 'power', of: scaled, exponent: 1n, root: 2n, one: 1n, rounding: 'floor' }
}
