import type { RiskConfig } from '../../config/Project.ts'
import type { UnitBook } from '../MarginInput.ts'
import type { Correlation } from './AccountAnswers.ts'

/** Positions that are marked by an asset which the same unit holds as collateral, or awaits. */
export function correlations(book: UnitBook, { markets }: RiskConfig): readonly Correlation[] {
  const held = new Set(
    book.balances
      .filter(({ kind, amount }) => (kind === 'holding' || kind === 'inFlight') && amount > 0n)
      .map(({ assetId }) => assetId),
  )
  return book.positions.flatMap(({ marketId, sizeE18 }) => {
    const assetId = markets.get(marketId)?.asset
    if (assetId === undefined || sizeE18 === 0n || !held.has(assetId)) return []
    return [{ assetId, marketId, isWrongWay: sizeE18 > 0n }]
  })
}
