/** Below this health factor everything may be repaid at once. */
const CLOSE_FACTOR_HEALTH = 95n * 10n ** 16n

/** Positions with a side below this, base currency 1e8, may be repaid at once. */
const MIN_BASE_MAX_CLOSE_FACTOR = 2_000n * 10n ** 8n

/** What a partial liquidation must leave on either side, base currency 1e8. */
const MIN_LEFTOVER_BASE = 1_000n * 10n ** 8n

/** How much of the debt one liquidation may repay since 3.3, in basis points: half, or all of what is deep or small. */
export function aaveV3CloseFactor(position: {
  healthFactor: bigint
  collateralBase: bigint
  debtBase: bigint
}): bigint {
  const { healthFactor, collateralBase, debtBase } = position
  const isDeep = healthFactor <= CLOSE_FACTOR_HEALTH
  const isSmall = collateralBase < MIN_BASE_MAX_CLOSE_FACTOR || debtBase < MIN_BASE_MAX_CLOSE_FACTOR
  return isDeep || isSmall ? 10_000n : 5_000n
}

/** Whether a partial liquidation may leave this much on a side: nothing, or at least 1,000 of the base currency. */
export function aaveV3MayLeave(leftoverBase: bigint): boolean {
  return leftoverBase === 0n || leftoverBase >= MIN_LEFTOVER_BASE
}
