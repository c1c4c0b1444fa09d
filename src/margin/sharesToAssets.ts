import { mulDivFloor } from '../utils/fixedPoint.ts'

/**
 * Amount of the underlying that `shares` are claims on, rounded down as ERC-4626 `convertToAssets` does.
 * `assetsPerShareUnit` is what `10 ** shareDecimals` shares convert to at the cut.
 */
export function sharesToAssets(
  shares: bigint,
  assetsPerShareUnit: bigint,
  shareDecimals: number,
): bigint {
  return mulDivFloor(shares, assetsPerShareUnit, 10n ** BigInt(shareDecimals))
}
