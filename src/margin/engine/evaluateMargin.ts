import type { DefinedMarginSystem } from './defineMarginSystem.ts'
import { isOpen, type LineParts, lineParts, toUnknown } from './lineParts.ts'
import type { Margin, MarginSide, SideSums, Unknown } from './Margin.ts'
import { MarginInputError } from './MarginInputError.ts'
import type { AccountContext, AccountParts, Boundary, TriggerContext } from './MarginSystem.ts'
import type { Balance, MarginUnit, MarginView } from './MarginUnit.ts'
import { marginStatus } from './marginStatus.ts'
import { sumParts } from './sumParts.ts'

/**
 * The margin of one unit under one system at one cut: every line becomes a part, account-wide rules add theirs, and all
 * figures are sums of parts. What cannot be valued has no part and is named in `unknowns`; the status is UNKNOWN then.
 * Throws `MarginInputError` for a unit that the system does not judge at all.
 */
export function evaluateMargin(
  system: DefinedMarginSystem,
  given: MarginUnit,
  view: MarginView,
): Margin {
  checkMode(system, given)
  const unit = system.prepare === undefined ? given : system.prepare(given, view)
  const lines = lineParts(system, unit, view)
  const account = accountParts(system, { unit, view, parts: lines.parts }, lines)
  const parts = account.parts.length === 0 ? lines.parts : [...lines.parts, ...account.parts]
  const totals = sumParts(parts)
  const initial = toSide(totals.initial, system.initialBoundary ?? system.boundary)
  const maintenance = toSide(totals.maintenance, system.boundary)
  const { equity } = totals
  const hasRisk = given.balances.some(isRisk) || given.positions.some(isOpen)
  const { unknowns } = account
  const isUnknown = unknowns.length > 0
  const liquidationReasons = isUnknown
    ? []
    : reasonsOf(system, { unit, view, parts, equity, initial, maintenance, hasRisk })
  const isLiquidatable = liquidationReasons.length > 0
  return {
    unit: unit.id,
    mode: unit.mode,
    status: marginStatus({ system, unit, equity, initial, hasRisk, isUnknown, isLiquidatable }),
    isLiquidatable,
    liquidationReasons,
    equity,
    initial,
    maintenance,
    free: initial.slack > 0n ? initial.slack : 0n,
    parts,
    unknowns,
    unread: lines.unread,
    worstScenario: account.worstScenario,
    worstScenarioProfit: account.worstScenarioProfit,
  }
}

function accountParts(
  system: DefinedMarginSystem,
  context: AccountContext,
  lines: LineParts,
): AccountParts & { unknowns: readonly Unknown[] } {
  const { unknowns } = lines
  if (system.accountParts === undefined || unknowns.length > 0) return { parts: [], unknowns }
  try {
    return { ...system.accountParts(context), unknowns }
  } catch (error) {
    return { parts: [], unknowns: [toUnknown(context.unit.id, error)] }
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

function checkMode(system: DefinedMarginSystem, unit: MarginUnit): void {
  if (!system.modes.includes(unit.mode)) {
    throw new MarginInputError(
      `${system.name} does not judge ${unit.mode} units such as ${unit.id}.`,
    )
  }
  if (unit.mode === 'isolated' && unit.positions.length > 1) {
    throw new MarginInputError(`The isolated unit ${unit.id} holds more than one position.`)
  }
}

/** A debt, or an order that may make one. */
function isRisk({ quantity, openBids = 0n, openAsks = 0n }: Balance): boolean {
  return quantity < 0n || openBids !== 0n || openAsks !== 0n
}
