import { BPS, mulDivFloor } from '../../utils/fixedPoint.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { MarginInputError } from '../engine/MarginInputError.ts'
import type { Price, PriceBook } from '../MarginInput.ts'
import type { Change } from './Change.ts'

/**
 * Prices after a shock, with their bands, rounded down to 1 at least. A price that is not alive stays unknown. Throws
 * `MarginInputError` for a fall by everything or more, and for an asset without a price.
 */
export function shockPrices(
  { prices }: PriceBook,
  { assetId, bps }: Pick<Extract<Change, { type: 'priceShock' }>, 'assetId' | 'bps'>,
): PriceBook {
  if (bps <= -BPS) throw new MarginInputError(`A price cannot change by ${bps} basis points.`)
  if (assetId !== undefined && !prices.has(assetId)) {
    throw new MarginInputError(`No asset ${assetId} has a price.`)
  }
  const shocked = [...prices].map(([id, price]) => {
    const isMoved = assetId === undefined || assetId === id
    return [id, isMoved ? shock(price, bps) : price] as const
  })
  return { prices: new Map(shocked) }
}

function shock(price: Price, bps: bigint): Price {
  if (!('priceE18' in price)) return price
  const move = (value: bigint) => maxOf(mulDivFloor(value, BPS + bps, BPS), 1n)
  return {
    ...price,
    priceE18: move(price.priceE18),
    lowE18: move(price.lowE18),
    highE18: move(price.highE18),
    ...(price.sides === undefined
      ? {}
      : { sides: { bidE18: move(price.sides.bidE18), askE18: move(price.sides.askE18) } }),
  }
}
