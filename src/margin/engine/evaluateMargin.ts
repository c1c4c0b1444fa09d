import type { DefinedMarginSystem } from './defineMarginSystem.ts'
import { judgeParts } from './judgeParts.ts'
import { type LineParts, lineParts, toUnknown } from './lineParts.ts'
import type { Margin, Unknown } from './Margin.ts'
import { MarginInputError } from './MarginInputError.ts'
import type { AccountContext, AccountParts } from './MarginSystem.ts'
import type { MarginUnit, MarginView } from './MarginUnit.ts'

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
  const { unknowns } = account
  const judged = judgeParts({ system, given, unit, view, parts, unknowns })
  const { slack } = judged.initial
  // Field by field: spreading an object costs more than summing one.
  return {
    unit: unit.id,
    mode: unit.mode,
    status: judged.status,
    isLiquidatable: judged.isLiquidatable,
    liquidationReasons: judged.liquidationReasons,
    isCapped: judged.isCapped,
    equity: judged.equity,
    initial: judged.initial,
    maintenance: judged.maintenance,
    free: slack > 0n ? slack : 0n,
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
