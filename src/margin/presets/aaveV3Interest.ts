import { type AaveV3Version, isAtLeast } from '../../config/AaveV3Pool.ts'
import { mulDiv } from '../engine/mulDiv.ts'

/** One in indexes and rates. */
export const RAY = 10n ** 27n

const SECONDS_PER_YEAR = 31_536_000n

/** A rate per year in ray over some seconds. */
export interface AaveV3Accrual {
  rate: bigint
  seconds: bigint
}

/** Growth of a supply index, ray: interest is not compounded between touches. */
export function aaveV3LinearInterest({ rate, seconds }: AaveV3Accrual): bigint {
  return RAY + (rate * seconds) / SECONDS_PER_YEAR
}

/**
 * Growth of a debt index, ray: the first three terms of the compound series. Since 3.4 each term is multiplied before it
 * is divided; before, the rate per second was rounded down first and the terms counted whole seconds.
 */
export function aaveV3CompoundedInterest(
  { rate, seconds }: AaveV3Accrual,
  version: AaveV3Version,
): bigint {
  if (seconds === 0n) return RAY
  if (!isAtLeast(version, '3.4')) return binomial({ rate, seconds })
  const x = (rate * seconds) / SECONDS_PER_YEAR
  return RAY + x + rayMul(x, x / 2n + rayMul(x, x / 6n))
}

function binomial({ rate, seconds }: AaveV3Accrual): bigint {
  const lessOne = seconds - 1n
  const lessTwo = seconds > 2n ? seconds - 2n : 0n
  const second = rayMul(rate, rate) / (SECONDS_PER_YEAR * SECONDS_PER_YEAR)
  const third = rayMul(second, rate) / SECONDS_PER_YEAR
  return (
    RAY +
    (rate * seconds) / SECONDS_PER_YEAR +
    (seconds * lessOne * second) / 2n +
    (seconds * lessOne * lessTwo * third) / 6n
  )
}

function rayMul(a: bigint, b: bigint): bigint {
  return mulDiv(a, b, RAY, 'halfUp')
}
