import { absBigInt, BPS, E18 } from '../utils/fixedPoint.ts'
import { lineParts } from './engine/lineParts.ts'
import type { SideSums } from './engine/Margin.ts'
import type { MarketState } from './engine/MarginUnit.ts'
import type { BalanceLine, UnitBook } from './MarginInput.ts'
import type { CrossChainSystem } from './presets/crossChain.ts'
import { type BoundEnd, toMarginUnit } from './toMarginUnit.ts'

/** How much of a line's value counts, of a position how much it requires; whole basis points, rounded down. */
export interface RuleWeights {
  initialBps: bigint
  maintenanceBps: bigint
}

/**
 * The weights of each line of a book, balances first: what the system's rules count of the same line worth 10,000 USD, so
 * that what is shown is what decides. What the system does not name weighs nothing, and is owed whole.
 */
export function ruleWeights(
  book: UnitBook,
  system: CrossChainSystem,
  end: BoundEnd,
): readonly RuleWeights[] {
  const unit = toMarginUnit(toProbe(book), end)
  const { parts } = lineParts(system, unit, { states: everythingAt(BPS * E18, system) })
  const partOf = new Map(parts.map((part) => [part.line, part]))
  return [
    ...book.balances.map((line, index) => {
      const part = partOf.get(unit.balances[index])
      if (part === undefined) return line.kind === 'liability' ? whole : nothing
      return toWeights(part, ({ available, owed }) => absBigInt(available - owed))
    }),
    ...unit.positions.map((position) => {
      const part = partOf.get(position)
      return part === undefined ? nothing : toWeights(part, ({ requirement }) => requirement)
    }),
  ]
}

const whole: RuleWeights = { initialBps: BPS, maintenanceBps: BPS }

const nothing: RuleWeights = { initialBps: 0n, maintenanceBps: 0n }

/** The same book with one whole unit in every line. */
function toProbe(book: UnitBook): UnitBook {
  return {
    ...book,
    balances: book.balances.map((line: BalanceLine) => ({
      ...line,
      amount: 10n ** BigInt(line.decimals),
    })),
    positions: book.positions.map((line) => ({
      ...line,
      sizeE18: E18,
      entryValueE18: 0n,
      fundingOwedE18: 0n,
    })),
  }
}

function everythingAt(mid: bigint, system: CrossChainSystem): ReadonlyMap<string, MarketState> {
  return new Map([...system.assets.keys(), ...system.markets.keys()].map((id) => [id, { mid }]))
}

function toWeights(
  { initial, maintenance }: { initial: SideSums; maintenance: SideSums },
  weightOf: (side: SideSums) => bigint,
): RuleWeights {
  return { initialBps: weightOf(initial) / E18, maintenanceBps: weightOf(maintenance) / E18 }
}
