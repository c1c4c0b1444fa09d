import type { RiskConfig } from '../config/Project.ts'
import { BPS } from '../utils/fixedPoint.ts'
import type { Slacks, Status } from './MarginStatus.ts'

export interface StatusCase {
  /** Some amount could not be priced. */
  isUnknown: boolean
  /** The unit has a position or a liability. */
  hasRisk: boolean
  isLiquidating: boolean
  slacks: Slacks
  /** The same without `lagOffset` and `unbacked`. */
  slacksWithoutDeductions: Slacks
  initialRequirementE18: bigint
  risk: Pick<RiskConfig, 'boundary' | 'warningBps'>
}

/**
 * The status of a unit, the first that holds: UNKNOWN, NO_RISK, LIQUIDATING, INSOLVENT (equity below 0), LIQUIDATABLE
 * (maintenance slack beyond the venue's boundary), REDUCE_ONLY (initial slack below 0), WARNING, HEALTHY. UNKNOWN
 * comes first: what cannot be priced has no status, not even a calm one. Where only deductions make it INSOLVENT or
 * LIQUIDATABLE it is REDUCE_ONLY and `isCapped` (DESIGN §5).
 */
export function evaluateStatus(parameters: StatusCase): { status: Status; isCapped: boolean } {
  const { isUnknown, hasRisk, isLiquidating, slacks, slacksWithoutDeductions, risk } = parameters
  if (isUnknown) return { status: 'UNKNOWN', isCapped: false }
  if (!hasRisk) return { status: 'NO_RISK', isCapped: false }
  if (isLiquidating) return { status: 'LIQUIDATING', isCapped: false }

  if (failure(slacks, risk) !== undefined) {
    const status = failure(slacksWithoutDeductions, risk)
    return status === undefined
      ? { status: 'REDUCE_ONLY', isCapped: true }
      : { status, isCapped: false }
  }
  if (slacks.slackInitialE18 < 0n) return { status: 'REDUCE_ONLY', isCapped: false }
  return { status: isNearInitial(parameters) ? 'WARNING' : 'HEALTHY', isCapped: false }
}

function failure(
  slacks: Slacks,
  risk: Pick<RiskConfig, 'boundary'>,
): 'INSOLVENT' | 'LIQUIDATABLE' | undefined {
  if (slacks.equityE18 < 0n) return 'INSOLVENT'
  return isBeyondBoundary(slacks.slackMaintenanceE18, risk.boundary) ? 'LIQUIDATABLE' : undefined
}

function isBeyondBoundary(slackE18: bigint, boundary: RiskConfig['boundary']): boolean {
  switch (boundary) {
    case '<':
      return slackE18 < 0n
    case '<=':
      return slackE18 <= 0n
  }
}

/** Cross-multiplied, so that nothing is rounded. */
function isNearInitial(parameters: StatusCase): boolean {
  const { slacks, initialRequirementE18, risk } = parameters
  return slacks.equityE18 * BPS < initialRequirementE18 * risk.warningBps
}
