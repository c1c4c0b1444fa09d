import { BPS } from '../../utils/fixedPoint.ts'
import type { Status } from '../MarginStatus.ts'
import type { MarginSide } from './Margin.ts'
import type { MarginSystem } from './MarginSystem.ts'
import type { MarginUnit } from './MarginUnit.ts'

/**
 * The first that holds: UNKNOWN, NO_RISK, LIQUIDATING, INSOLVENT (equity below 0, whatever the protocol would do about
 * it), LIQUIDATABLE, REDUCE_ONLY (initial slack beyond the boundary), WARNING, HEALTHY.
 */
export function marginStatus(parameters: {
  system: Pick<MarginSystem, 'warningBps'>
  unit: Pick<MarginUnit, 'isLiquidating'>
  equity: bigint
  initial: MarginSide
  hasRisk: boolean
  isUnknown: boolean
  isLiquidatable: boolean
}): Status {
  const { system, unit, equity, initial, hasRisk, isUnknown, isLiquidatable } = parameters
  if (isUnknown) return 'UNKNOWN'
  if (!hasRisk) return 'NO_RISK'
  if (unit.isLiquidating === true) return 'LIQUIDATING'
  if (equity < 0n) return 'INSOLVENT'
  if (isLiquidatable) return 'LIQUIDATABLE'
  if (!initial.isMet) return 'REDUCE_ONLY'
  // Cross-multiplied, so that nothing is rounded.
  const isNear = equity * BPS < initial.requirement * (system.warningBps ?? 0n)
  return isNear ? 'WARNING' : 'HEALTHY'
}
