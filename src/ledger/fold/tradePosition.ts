import type { TradeFact } from '../../facts/AccountFacts.ts'
import { E18, mulDivCeil } from '../../utils/fixedPoint.ts'

/**
 * The values of a position's series after a trade: it pays the funding that ran since its last one, rounded up to the book's
 * unit (what it is paid is rounded towards zero), and then changes.
 */
export function tradePosition(
  [size = 0n, entryValue = 0n, fundingIndex = 0n]: readonly bigint[],
  { sizeE18, entryValueE18, fundingIndexE18, unitE18 }: TradeFact,
): readonly bigint[] {
  const accrued = size * (fundingIndexE18 - fundingIndex)
  const perUnit = E18 * unitE18
  // Division of bigints cuts towards zero, which is up for what is negative.
  const units = accrued > 0n ? mulDivCeil(accrued, 1n, perUnit) : accrued / perUnit
  return [size + sizeE18, entryValue + units * unitE18 + entryValueE18, fundingIndexE18]
}
