import {
  type CompoundV3RateName,
  compoundV3Subjects as subjects,
} from '../../protocols/lending/compoundV3/compoundV3Subjects.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { evaluateCurve } from '../engine/evaluateCurve.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { compoundV3Rate } from '../presets/compoundV3.ts'
import type { PoolParameters } from './PoolParameters.ts'

const FACTOR = 10n ** 18n

/** One in indexes. */
export const COMET_INDEX = 10n ** 15n

/** What one unit of principal is worth at a time, 1e15. */
export interface CompoundV3Indexes {
  supply: bigint
  debt: bigint
}

/**
 * The indexes of a Comet with the interest until `asOf`, as `accruedInterestIndices`; undefined while its totals or one of
 * its rates were never read. Rates go by the utilization that the last read left, as the contract's own do until it accrues.
 */
export function compoundV3Indexes(
  parameters: PoolParameters,
  asOf: bigint,
): CompoundV3Indexes | undefined {
  const [supplyIndex, borrowIndex, supplied, borrowed, accruedAt] =
    parameters.get(subjects.totals)?.values ?? []
  if (supplyIndex === undefined || borrowIndex === undefined) return undefined
  if (supplied === undefined || borrowed === undefined || accruedAt === undefined) return undefined
  const owed = mulDiv(borrowed, borrowIndex, COMET_INDEX, 'floor')
  const lent = mulDiv(supplied, supplyIndex, COMET_INDEX, 'floor')
  const utilization = lent === 0n ? 0n : mulDiv(owed, FACTOR, lent, 'floor')
  const supplyRate = rateOf('supply', parameters, utilization)
  const borrowRate = rateOf('borrow', parameters, utilization)
  if (supplyRate === undefined || borrowRate === undefined) return undefined
  const seconds = maxOf(asOf - accruedAt, 0n)
  const grow = (index: bigint, rate: bigint) =>
    index + mulDiv(index, rate * seconds, FACTOR, 'floor')
  return { supply: grow(supplyIndex, supplyRate), debt: grow(borrowIndex, borrowRate) }
}

function rateOf(
  side: 'supply' | 'borrow',
  parameters: PoolParameters,
  utilization: bigint,
): bigint | undefined {
  const read = (name: CompoundV3RateName) => parameters.get(subjects.rate(name))?.values[0]
  const kink = read(`${side}Kink`)
  const base = read(`${side}PerSecondInterestRateBase`)
  const slopeLow = read(`${side}PerSecondInterestRateSlopeLow`)
  const slopeHigh = read(`${side}PerSecondInterestRateSlopeHigh`)
  if (kink === undefined || base === undefined) return undefined
  if (slopeLow === undefined || slopeHigh === undefined) return undefined
  return evaluateCurve(compoundV3Rate({ base, slopeLow, slopeHigh, kink }), { utilization })
}
