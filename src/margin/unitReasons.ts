import type { RiskConfig } from '../config/Project.ts'
import { dedupeReasons } from './dedupeReasons.ts'
import type { BalanceLine, PositionLine, PriceBook, UnitBook } from './MarginInput.ts'
import type { Reason } from './MarginStatus.ts'

/** What a reader must know about the figures of a unit, each once. Lines without an amount say nothing. */
export function unitReasons(
  book: UnitBook,
  prices: PriceBook,
  risk: RiskConfig,
): readonly Reason[] {
  const lines = book.balances.filter((line) => line.amount !== 0n)
  return dedupeReasons([
    ...lines.flatMap((line) => priceReasons(line.assetId, prices)),
    ...book.positions.flatMap((position) => marketReasons(position, prices, risk)),
    ...lines.flatMap((line) => lineReasons(line, risk)),
    ...(book.unit === 'unassigned' && lines.length > 0 ? [unassignedReason] : []),
  ])
}

const unassignedReason: Reason = {
  code: 'UNASSIGNED',
  text: 'No one said which margin unit this value belongs to; it weighs nothing.',
}

function priceReasons(assetId: string, prices: PriceBook): readonly Reason[] {
  const price = prices.prices.get(assetId)
  switch (price?.state) {
    case undefined:
    case 'missing':
      return [{ code: 'PRICE_MISSING', text: `Asset ${assetId} has no price at this cut.` }]
    case 'dead':
      return [{ code: 'PRICE_DEAD', text: `The price of asset ${assetId} is dead.` }]
    case 'late':
      return [
        {
          code: 'PRICE_LATE',
          text:
            price.isShaken === true
              ? `The price of asset ${assetId} is of a chain whose sequencer stopped.`
              : `The price of asset ${assetId} is ${price.ageSeconds} seconds old.`,
        },
      ]
    case 'fresh':
      return []
  }
}

function marketReasons(
  position: PositionLine,
  prices: PriceBook,
  risk: RiskConfig,
): readonly Reason[] {
  if (position.sizeE18 === 0n) return []
  const market = risk.markets.get(position.marketId)
  if (market !== undefined) return priceReasons(market.asset, prices)
  const text = `Market ${position.marketId} has no risk parameters, so no price marks its position.`
  return [{ code: 'PRICE_MISSING', text }]
}

function lineReasons(line: BalanceLine, risk: RiskConfig): readonly Reason[] {
  switch (line.kind) {
    case 'liability':
      return []
    case 'holding':
      return weightReasons(line.assetId, risk)
    case 'inFlight': {
      const text = `Transfer ${line.transferKey} of asset ${line.assetId} is in flight.`
      return [...weightReasons(line.assetId, risk), { code: 'IN_FLIGHT', text }]
    }
    case 'lagOffset': {
      const text = `Transfer ${line.transferKey} of asset ${line.assetId} is credited before its origin chain shows it sent; the credit is subtracted.`
      return [{ code: 'LAG_OFFSET', text }]
    }
    case 'unbacked': {
      const text = `Transfer ${line.transferKey} credited asset ${line.assetId} without a source; the credit is subtracted.`
      return [{ code: 'UNBACKED_CREDIT', text }]
    }
  }
}

function weightReasons(assetId: string, risk: RiskConfig): readonly Reason[] {
  if (risk.collateral.has(assetId)) return []
  return [{ code: 'NO_WEIGHT', text: `Asset ${assetId} has no collateral weight in this venue.` }]
}
