import { assert } from '../../errors/assert.ts'

/** What two accounts are compared by. */
export interface RiskRatio {
  netCollateral: bigint
  /** Maintenance requirement, not negative. */
  requirement: bigint
}

/**
 * -1 when `a` is less risky than `b`, 1 when it is riskier, 0 when they are equal: the ratio of net collateral to
 * requirement, compared by cross-multiplication so that nothing is divided. Of equal ratios the greater requirement is
 * riskier; where neither requires anything, the lesser collateral (dYdX v4 `protocol/lib/margin/risk.go`).
 */
export function compareRisk(a: RiskRatio, b: RiskRatio): -1 | 0 | 1 {
  assert(a.requirement >= 0n && b.requirement >= 0n, 'A requirement is not negative.')
  const ratio = compare(b.netCollateral * a.requirement, a.netCollateral * b.requirement)
  if (ratio !== 0) return ratio
  return a.requirement === 0n && b.requirement === 0n
    ? compare(b.netCollateral, a.netCollateral)
    : compare(a.requirement, b.requirement)
}

function compare(a: bigint, b: bigint): -1 | 0 | 1 {
  if (a === b) return 0
  return a < b ? -1 : 1
}
