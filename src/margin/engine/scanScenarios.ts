/** The worst of a portfolio's scenarios. */
export interface ScanResult {
  /** Counted from 0; undefined when no scenario is below the floor that the scan starts from. */
  scenario: number | undefined
  /** Profit in it, at most the floor. */
  profit: bigint
}

/**
 * The scenario that loses most: the first whose profit is below `floor` and below all before it. A scan that starts from
 * 0 never lets a portfolio that gains everywhere lower its requirement.
 */
export function scanScenarios(profits: readonly bigint[], floor = 0n): ScanResult {
  let worst: ScanResult = { scenario: undefined, profit: floor }
  for (const [scenario, profit] of profits.entries()) {
    if (profit < worst.profit) worst = { scenario, profit }
  }
  return worst
}
