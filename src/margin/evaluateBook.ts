import { type ChainId, unknownChain } from '../facts/primitives.ts'
import { dedupeReasons } from './dedupeReasons.ts'
import type { Part } from './engine/Margin.ts'
import { slackOf } from './engine/sumParts.ts'
import { type BookCase, type JudgedBook, judgeBook } from './judgeBook.ts'
import type { BalanceLine, PositionLine } from './MarginInput.ts'
import type { Contribution, Reason, UnitMargin } from './MarginStatus.ts'
import { type RuleWeights, ruleWeights } from './ruleWeights.ts'

/**
 * Margin of one book at one end of its bounds, with what each line contributes, 1e18 USD. Rounded down: holdings, in-flight
 * value and profit; rounded up: liabilities, deductions and requirements. The contributions sum exactly to `equityE18` (by
 * `valueE18`), `slackInitialE18` and `slackMaintenanceE18`; the requirements are those of the positions, and what the venue
 * asks of the unit as a whole.
 */
export function evaluateBook(item: BookCase): UnitMargin {
  const judged = judgeBook(item)
  const { status, equityE18, slackInitialE18, slackMaintenanceE18 } = judged
  const { figuresOf } = item.book.system ?? item.system
  const contributions = toContributions(judged, item)
  return {
    unit: item.book.unit,
    status,
    reasons: judged.isCapped
      ? dedupeReasons([...judged.reasons, cappedReason(contributions)])
      : judged.reasons,
    equityE18,
    slackInitialE18,
    slackMaintenanceE18,
    initialRequirementE18: judged.initialRequirementE18,
    maintenanceRequirementE18: judged.maintenanceRequirementE18,
    contributions,
    ...(figuresOf === undefined ? {} : { figures: figuresOf(judged.parts) }),
  }
}

function toContributions(
  { counted, unit, parts }: JudgedBook,
  { book, system, end }: BookCase,
): readonly Contribution[] {
  const weights = ruleWeights(counted, book.system ?? system, end)
  const partOf = new Map(parts.map((part) => [part.line, part]))
  const named = [...counted.balances.map(nameBalance), ...counted.positions.map(namePosition)]
  const lines = [...unit.balances, ...unit.positions]
  const [first] = [...book.positions, ...book.balances]
  return [
    ...named.map((name, index) => ({
      ...name,
      ...(weights[index] ?? unweighed),
      ...toFigures(name.kind, partOf.get(lines[index])),
    })),
    ...parts
      .filter(({ kind }) => kind === 'account')
      .map((part) => toCharge(part, first?.chainId ?? unknownChain)),
  ]
}

/** What the venue takes of the unit as a whole stands beside its lines, so that all of them sum to the slacks. */
function toCharge(part: Part, chainId: ChainId): Contribution {
  const name = { kind: 'charge', subject: part.subject, chainId, amount: 0n } as const
  return { ...name, ...unweighed, ...toFigures('charge', part) }
}

const unweighed: RuleWeights = { initialBps: 0n, maintenanceBps: 0n }

type Name = Pick<Contribution, 'kind' | 'subject' | 'chainId' | 'amount'>

function nameBalance({ kind, assetId, chainId, amount }: BalanceLine): Name {
  return { kind, subject: assetId, chainId, amount }
}

function namePosition({ marketId, chainId, sizeE18 }: PositionLine): Name {
  return { kind: 'position', subject: marketId, chainId, amount: sizeE18 }
}

/** A line that has no part is worth nothing, or nobody knows what: then the unit is UNKNOWN. */
function toFigures(kind: Contribution['kind'], part: Part | undefined) {
  const requirements =
    kind === 'position'
      ? {
          requirementInitialE18: part?.initial.requirement ?? 0n,
          requirementMaintenanceE18: part?.maintenance.requirement ?? 0n,
        }
      : {}
  return {
    valueE18: part?.equity ?? 0n,
    initialE18: part === undefined ? 0n : slackOf(part.initial),
    maintenanceE18: part === undefined ? 0n : slackOf(part.maintenance),
    ...requirements,
  }
}

function cappedReason(contributions: readonly Contribution[]): Reason {
  const hasOffset = contributions.some((item) => item.kind === 'lagOffset' && item.amount > 0n)
  return {
    code: hasOffset ? 'LAG_OFFSET' : 'UNBACKED_CREDIT',
    text: 'Only subtracted bridge credits put the unit below maintenance; they alone do not make it LIQUIDATABLE.',
  }
}
