import { isFailing } from '../isFailing.ts'
import type { DefinedMarginSystem } from './defineMarginSystem.ts'
import { isOpen } from './lineParts.ts'
import type { Margin, MarginSide, Part, SideSums, Unknown } from './Margin.ts'
import type { Boundary, TriggerContext } from './MarginSystem.ts'
import type { Balance, MarginUnit, MarginView } from './MarginUnit.ts'
import { marginStatus } from './marginStatus.ts'
import { sumParts } from './sumParts.ts'

/** The parts of a unit, and what could not become one. */
interface PartsCase {
  system: DefinedMarginSystem
  /** As it was given, and as its lines were valued. */
  given: MarginUnit
  unit: MarginUnit
  view: MarginView
  parts: readonly Part[]
  unknowns: readonly Unknown[]
}

/** What follows from a unit's parts alone. */
export type Judgement = Pick<
  Margin,
  | 'status'
  | 'isLiquidatable'
  | 'liquidationReasons'
  | 'isCapped'
  | 'equity'
  | 'initial'
  | 'maintenance'
>

/**
 * Sums parts and judges the sums. Where the unit fails it is judged again without its deductions: what fails by them
 * alone is REDUCE_ONLY.
 */
export function judgeParts(item: PartsCase): Judgement {
  const judgement = judge(item)
  if (!isFailing(judgement.status) || !item.parts.some(isDeduction)) return judgement
  const bare = judge({ ...item, parts: item.parts.filter((part) => !isDeduction(part)) })
  const { isLiquidatable, liquidationReasons } = bare
  const isCapped = !isFailing(bare.status)
  const status = isCapped ? 'REDUCE_ONLY' : bare.status
  return { ...judgement, status, isLiquidatable, liquidationReasons, isCapped }
}

function isDeduction(part: Part): boolean {
  return part.kind === 'deduction'
}

function judge({ system, given, unit, view, parts, unknowns }: PartsCase): Judgement {
  const totals = sumParts(parts)
  const { equity } = totals
  const initial = toSide(totals.initial, system.initialBoundary ?? system.boundary)
  const maintenance = toSide(totals.maintenance, system.boundary)
  const hasRisk = given.balances.some(isRisk) || given.positions.some(isOpen)
  const isUnknown = unknowns.length > 0
  const context = { unit, view, parts, equity, initial, maintenance, hasRisk }
  const liquidationReasons = isUnknown ? [] : reasonsOf(system, context)
  const isLiquidatable = liquidationReasons.length > 0
  return {
    status: marginStatus({ system, unit, equity, initial, hasRisk, isUnknown, isLiquidatable }),
    isLiquidatable,
    liquidationReasons,
    isCapped: false,
    equity,
    initial,
    maintenance,
  }
}

function toSide(sums: SideSums, boundary: Boundary): MarginSide {
  const { available, owed, requirement } = sums
  const required = owed + requirement
  const slack = available - required
  const isMet = boundary === '<' ? slack >= 0n : slack > 0n
  return { available, owed, requirement, required, slack, isMet }
}

function reasonsOf(system: DefinedMarginSystem, context: TriggerContext): readonly string[] {
  if (system.trigger !== undefined) return system.trigger(context)
  return context.hasRisk && !context.maintenance.isMet ? ['below maintenance'] : []
}

/** A debt, or an order that may make one. */
function isRisk({ quantity, form, openBids = 0n, openAsks = 0n }: Balance): boolean {
  const isDebt = quantity < 0n && form?.type !== 'deduction'
  return isDebt || openBids !== 0n || openAsks !== 0n
}
