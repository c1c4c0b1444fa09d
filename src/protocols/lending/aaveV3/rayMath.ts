import { mulDivCeil, mulDivFloor } from '../../../utils/fixedPoint.ts'

/** One in indexes and rates. */
export const RAY = 10n ** 27n

/** Scaled amount of an amount at an index; half up as `WadRayMath.rayDiv`, or as said. */
export function toScaled(
  amount: bigint,
  index: bigint,
  rounding: 'floor' | 'ceil' | 'halfUp',
): bigint {
  switch (rounding) {
    case 'floor':
      return mulDivFloor(amount, RAY, index)
    case 'ceil':
      return mulDivCeil(amount, RAY, index)
    case 'halfUp':
      return (amount * RAY + index / 2n) / index
  }
}
