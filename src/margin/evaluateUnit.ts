import { balanceEntry } from './balanceEntry.ts'
import { dedupeReasons } from './dedupeReasons.ts'
import type { Entry, Figures } from './Entry.ts'
import { evaluateStatus } from './evaluateStatus.ts'
import type { BalanceLine, PositionLine, UnitBook } from './MarginInput.ts'
import type { Contribution, Reason, Slacks, UnitMargin } from './MarginStatus.ts'
import { positionEntry } from './positionEntry.ts'
import { forbidsStatus } from './reasonEffects.ts'
import type { BoundEnd, UnitCase } from './UnitCase.ts'
import { unitReasons } from './unitReasons.ts'
import { valueEntries } from './valueEntries.ts'

/**
 * Margin of one unit at one cut, 1e18 USD. Rounded down: holdings, in-flight value and profit; rounded up: liabilities,
 * deductions and requirements. The contributions sum exactly to `equityE18` (by `valueE18`), `slackInitialE18` and
 * `slackMaintenanceE18`; the requirements are those of the positions alone.
 *
 * An amount without a live price has no part in the figures; the status is UNKNOWN then.
 *
 * `best` is the cut as served. `low` takes in-flight value at its haircut in equity too and each price at the worse end
 * of its band; `high` takes it as delivered, each price at the better end, and leaves out the offsets whose owner nobody
 * knows. There, each figure has its own worst price, so a contribution's three figures need not share one.
 */
export function evaluateUnit(parameters: UnitCase): UnitMargin {
  const { book, prices, risk, end } = parameters
  const entries = toEntries(parameters)
  const figures = valueEntries(entries, prices, end)
  const contributions = entries.map((entry, index) => toContribution(entry, figures[index]))
  const slacks = sumSlacks(contributions)
  const reasons = unitReasons(book, prices, risk)
  const initialRequirementE18 = sumOf(figures, (item) => item.requirementInitialE18)
  const { status, isCapped } = evaluateStatus({
    isUnknown: reasons.some(forbidsStatus),
    hasRisk: hasRisk(book),
    isLiquidating: book.isLiquidating,
    slacks,
    slacksWithoutDeductions: sumSlacks(contributions.filter((item) => !isDeduction(item))),
    initialRequirementE18,
    risk,
  })
  return {
    unit: book.unit,
    status,
    reasons: isCapped ? dedupeReasons([...reasons, cappedReason(contributions)]) : reasons,
    ...slacks,
    initialRequirementE18,
    maintenanceRequirementE18: sumOf(figures, (item) => item.requirementMaintenanceE18),
    contributions,
  }
}

function toEntries(parameters: UnitCase): readonly Entry[] {
  const { book, risk, end } = parameters
  const lines = book.balances.filter((line) => !isLeftOut(line, end))
  return [
    ...lines.map((line) => balanceEntry({ line, unit: book.unit, risk, end })),
    ...book.positions.map((item) => positionEntry(item, risk.markets.get(item.marketId))),
  ]
}

/** A guess about the owner never lowers `high`; what only the venue's suspense line carries lowers `low` alone. */
function isLeftOut(line: BalanceLine, end: BoundEnd): boolean {
  if (line.kind !== 'lagOffset') return false
  return (end === 'high' && line.ownerUnknown) || (end !== 'low' && line.isSuspense === true)
}

function toContribution(entry: Entry, figures: Figures | undefined): Contribution {
  const requirements =
    entry.line.kind === 'position'
      ? {
          requirementInitialE18: figures?.requirementInitialE18 ?? 0n,
          requirementMaintenanceE18: figures?.requirementMaintenanceE18 ?? 0n,
        }
      : {}
  return {
    ...entry.line,
    valueE18: figures?.equityE18 ?? 0n,
    initialE18: figures?.initialE18 ?? 0n,
    maintenanceE18: figures?.maintenanceE18 ?? 0n,
    ...requirements,
  }
}

function sumSlacks(contributions: readonly Contribution[]): Slacks {
  return {
    equityE18: sumOf(contributions, (item) => item.valueE18),
    slackInitialE18: sumOf(contributions, (item) => item.initialE18),
    slackMaintenanceE18: sumOf(contributions, (item) => item.maintenanceE18),
  }
}

function sumOf<item>(items: readonly item[], figure: (item: item) => bigint): bigint {
  return items.reduce((total, item) => total + figure(item), 0n)
}

function hasRisk(book: UnitBook): boolean {
  const hasLiability = book.balances.some((line) => line.kind === 'liability' && line.amount > 0n)
  return hasLiability || book.positions.some(isOpen)
}

/** A closed position may still owe what was realized. */
function isOpen(position: PositionLine): boolean {
  const { sizeE18, entryValueE18, fundingOwedE18 } = position
  return sizeE18 !== 0n || entryValueE18 !== 0n || fundingOwedE18 !== 0n
}

function isDeduction(contribution: Contribution): boolean {
  return contribution.kind === 'lagOffset' || contribution.kind === 'unbacked'
}

function cappedReason(contributions: readonly Contribution[]): Reason {
  const hasOffset = contributions.some((item) => item.kind === 'lagOffset' && item.amount > 0n)
  return {
    code: hasOffset ? 'LAG_OFFSET' : 'UNBACKED_CREDIT',
    text: 'Only subtracted bridge credits put the unit below maintenance; they alone do not make it LIQUIDATABLE.',
  }
}
