import type { RiskConfig } from '../config/Project.ts'
import type { BalanceLine, PriceBook, UnitBook } from './MarginInput.ts'
import { hasBand } from './PricedMarket.ts'

/**
 * Whether what each chain's transactions change simply adds up: no line depends on two chains (only transfers do), and
 * no asset that values the books has a price band, whose worse end depends on the net exposure over all chains.
 */
export function isAdditive(parameters: {
  books: readonly UnitBook[]
  market: PriceBook
  risk: RiskConfig
}): boolean {
  const { books, market, risk } = parameters
  const lines = books.flatMap((book) => book.balances)
  const assetIds = new Set([
    ...lines.map((line) => line.assetId),
    ...books.flatMap((book) =>
      book.positions.map((position) => risk.markets.get(position.marketId)?.asset),
    ),
  ])
  const isBanded = [...market.prices].some(([id, price]) => assetIds.has(id) && hasBand(price))
  return !isBanded && lines.every(isOfOneChain)
}

function isOfOneChain(line: BalanceLine): boolean {
  switch (line.kind) {
    case 'holding':
    case 'liability':
      return true
    case 'inFlight':
    case 'lagOffset':
    case 'unbacked':
      return line.amount === 0n
  }
}
