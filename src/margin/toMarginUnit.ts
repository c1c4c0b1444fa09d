import type { Balance, BalanceForm, MarginUnit, Position } from './engine/MarginUnit.ts'
import { inFlightRetention } from './inFlightRetention.ts'
import type { BalanceLine, InFlightLine, PositionLine, UnitBook } from './MarginInput.ts'

/** Which of the three evaluations of a book: as served, the worst it may turn out to be, or the best. */
export type BoundEnd = 'best' | 'low' | 'high'

/**
 * A book as the engine takes it, line by line in the same order. What nobody assigned to a unit is held and weighs
 * nothing; units of any name are judged whole, since the venue says what is in each.
 */
export function toMarginUnit(book: UnitBook, end: BoundEnd): MarginUnit {
  const isPledged = book.unit !== 'unassigned'
  return {
    id: book.unit,
    mode: 'cross',
    isLiquidating: book.isLiquidating,
    balances: book.balances.map((line) => toBalance(line, isPledged, end)),
    positions: book.positions.map(toPosition),
    facts: book.facts,
  }
}

function toBalance(line: BalanceLine, isPledged: boolean, end: BoundEnd): Balance {
  const { assetId: asset, amount } = line
  switch (line.kind) {
    case 'holding':
      return { asset, quantity: amount, isPledged: isPledged && line.isPledged !== false }
    case 'liability':
      return { asset, quantity: -amount }
    case 'inFlight':
      return { asset, quantity: amount, isPledged, form: toForm(line, end) }
    case 'lagOffset':
    case 'unbacked':
      return { asset, quantity: -amount, isPledged, form: { type: 'deduction' } }
  }
}

/** Best: whole in equity, decayed in maintenance. Low loses haircut and decay in equity too; high is as if delivered. */
export function toForm(line: InFlightLine, end: BoundEnd): BalanceForm | undefined {
  if (end === 'high') return undefined
  const { numerator: retained, denominator: of } = inFlightRetention(line)
  return { type: 'inFlight', retained, kept: end === 'low' ? retained : of, of }
}

function toPosition(line: PositionLine): Position {
  const { marketId: market, sizeE18: size, entryValueE18: value, fundingOwedE18: owed } = line
  const { entryPriceE18: price } = line
  const entry = price === undefined ? ({ type: 'value', value } as const) : toPriceEntry(price)
  return { market, size, entry, owed, profitCap: line.profitCap }
}

function toPriceEntry(price: bigint): Position['entry'] {
  return { type: 'price', price }
}
