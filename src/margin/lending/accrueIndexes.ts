import type { AaveV3Version } from '../../config/AaveV3Pool.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { aaveV3CompoundedInterest, aaveV3LinearInterest, RAY } from '../presets/aaveV3Interest.ts'

/** A reserve as its last event left it; indexes and yearly rates in ray, the time in seconds. */
export interface ReserveState {
  liquidityIndex: bigint
  variableBorrowIndex: bigint
  liquidityRate: bigint
  variableBorrowRate: bigint
  timestamp: bigint
}

/** What one scaled unit is worth at a time, ray: `getNormalizedIncome` and `getNormalizedDebt`. */
export interface AccruedIndexes {
  supply: bigint
  debt: bigint
}

/** The indexes of a reserve with the interest until `asOf`; both products round half up in every version. */
export function accrueIndexes(
  state: ReserveState,
  asOf: bigint,
  version: AaveV3Version,
): AccruedIndexes {
  const seconds = maxOf(asOf - state.timestamp, 0n)
  if (seconds === 0n) return { supply: state.liquidityIndex, debt: state.variableBorrowIndex }
  const income = aaveV3LinearInterest({ rate: state.liquidityRate, seconds })
  const owed = aaveV3CompoundedInterest({ rate: state.variableBorrowRate, seconds }, version)
  return {
    supply: mulDiv(income, state.liquidityIndex, RAY, 'halfUp'),
    debt: mulDiv(owed, state.variableBorrowIndex, RAY, 'halfUp'),
  }
}
