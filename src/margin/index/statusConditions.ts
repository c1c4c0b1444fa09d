import { BPS } from '../../utils/fixedPoint.ts'
import type { Margin } from '../engine/Margin.ts'
import type { MarginSystem } from '../engine/MarginSystem.ts'

/** A figure of a unit of which a condition speaks. */
type Figure = 'equity' | 'initial' | 'maintenance' | 'warning'

/** What must hold: a sum of figures is above 0 (`sign` 1) or below it (−1), over all lines or without deductions. */
export interface StatusCondition {
  figures: readonly { of: Exclude<Figure, 'warning'> | 'required'; factor: number }[]
  sign: 1 | -1
  isBare: boolean
}

/**
 * What keeps a unit's status as it is: `marginStatus` and `judgeParts` read as inequalities, all strict, so that they hold
 * at either boundary. What does not depend on prices, such as whether there is any debt, keeps by itself.
 */
export function statusConditions(
  system: Pick<MarginSystem, 'warningBps'>,
  { status, isCapped, equity }: Pick<Margin, 'status' | 'isCapped' | 'equity'>,
  hasDeductions: boolean,
): readonly StatusCondition[] {
  const condition = (of: Figure, sign: 1 | -1, isBare = false): StatusCondition => ({
    figures: of === 'warning' ? warning(system) : [{ of, factor: 1 }],
    sign,
    isBare,
  })
  /** With its deductions it fails, by equity or by maintenance. */
  const fails = condition(equity < 0n ? 'equity' : 'maintenance', -1)
  switch (status) {
    case 'UNKNOWN':
    case 'NO_RISK':
    case 'LIQUIDATING':
      return []
    case 'INSOLVENT':
      return hasDeductions ? [fails, condition('equity', -1, true)] : [condition('equity', -1)]
    case 'LIQUIDATABLE':
      return [
        ...(hasDeductions ? [fails] : []),
        condition('equity', 1, hasDeductions),
        condition('maintenance', -1, hasDeductions),
      ]
    case 'REDUCE_ONLY':
      if (isCapped) return [fails, condition('equity', 1, true), condition('maintenance', 1, true)]
      return [condition('equity', 1), condition('maintenance', 1), condition('initial', -1)]
    case 'WARNING':
    case 'HEALTHY':
      return [
        condition('equity', 1),
        condition('maintenance', 1),
        condition('initial', 1),
        condition('warning', status === 'HEALTHY' ? 1 : -1),
      ]
  }
}

/** Equity less the initial requirement times the margin of safety. */
function warning({
  warningBps = 0n,
}: Pick<MarginSystem, 'warningBps'>): StatusCondition['figures'] {
  return [
    { of: 'equity', factor: 1 },
    { of: 'required', factor: -Number(warningBps) / Number(BPS) },
  ]
}
