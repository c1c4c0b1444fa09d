import { evaluateBand } from './engine/evaluateBand.ts'
import { evaluateMargin } from './engine/evaluateMargin.ts'
import type { MarginSide, Part } from './engine/Margin.ts'
import type { MarginUnit } from './engine/MarginUnit.ts'
import type { BalanceLine, UnitBook } from './MarginInput.ts'
import type { Reason, Slacks, Status } from './MarginStatus.ts'
import type { PricedMarket } from './PricedMarket.ts'
import type { CrossChainSystem } from './presets/crossChain.ts'
import { forbidsStatus } from './reasonEffects.ts'
import { type BoundEnd, toMarginUnit } from './toMarginUnit.ts'
import { unitReasons } from './unitReasons.ts'

/** All that decides one evaluation of one book. */
export interface BookCase {
  book: UnitBook
  market: PricedMarket
  system: CrossChainSystem
  end: BoundEnd
}

/** What the engine says of a book at one end of its bounds. */
export interface JudgedBook extends Slacks {
  status: Status
  /** What a reader must know about the figures. */
  reasons: readonly Reason[]
  /** Deductions alone would have made it INSOLVENT or LIQUIDATABLE. */
  isCapped: boolean
  initialRequirementE18: bigint
  maintenanceRequirementE18: bigint
  /** Weighted assets and what they must cover, in maintenance. */
  maintenance: MarginSide
  /** The lines that count at this end, and the unit made of them, line by line. */
  counted: UnitBook
  unit: MarginUnit
  parts: readonly Part[]
}

/**
 * Judges one book by the engine. `best` is the cut as served. `low` takes in-flight value at its haircut in equity too and
 * each price at the worse end of its band; `high` takes it as delivered, each price at the better end, and leaves out the
 * offsets whose owner nobody knows. There, each figure has its own worst price. An amount without a live price has no part
 * in the figures; the status is UNKNOWN then, also where the line itself does not count at this end.
 */
export function judgeBook({ book, market, system: venue, end }: BookCase): JudgedBook {
  const { system = venue } = book
  const balances = book.balances.filter((line) => !isLeftOut(line, end))
  const counted = { ...book, balances }
  const unit = toMarginUnit(counted, end)
  const margin =
    end === 'best'
      ? evaluateMargin(system, unit, market.views[0])
      : evaluateBand(system, unit, market.views, end)
  const reasons = unitReasons(book, market, system.risk)
  const isUnknown = reasons.some(forbidsStatus)
  return {
    status: isUnknown ? 'UNKNOWN' : margin.status,
    reasons,
    isCapped: margin.isCapped && !isUnknown,
    equityE18: margin.equity,
    slackInitialE18: margin.initial.slack,
    slackMaintenanceE18: margin.maintenance.slack,
    initialRequirementE18: margin.initial.requirement,
    maintenanceRequirementE18: margin.maintenance.requirement,
    maintenance: margin.maintenance,
    counted,
    unit,
    parts: margin.parts,
  }
}

/** A guess about the owner never lowers `high`; what only the venue's suspense line carries lowers `low` alone. */
function isLeftOut(line: BalanceLine, end: BoundEnd): boolean {
  if (line.kind !== 'lagOffset') return false
  return (end === 'high' && line.ownerUnknown) || (end !== 'low' && line.isSuspense === true)
}
