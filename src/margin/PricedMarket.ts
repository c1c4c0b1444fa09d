import { mulDivCeil, mulDivFloor } from '../utils/fixedPoint.ts'
import { maxOf } from '../utils/maxOf.ts'
import type { MarginView, MarketState } from './engine/MarginUnit.ts'
import type { Price, PriceBook } from './MarginInput.ts'

/** The prices of a cut, and the views that the engine is given of them: as served, and the ends of all bands. */
export interface PricedMarket extends PriceBook {
  /** The cut's own prices first; the lower and upper ends behind it where any price has a band. */
  views: readonly [MarginView, ...MarginView[]]
}

/** Prepares a cut's prices for the engine, once for all that is evaluated at it. A price that is not alive is none. */
export function toPricedMarket({ prices }: PriceBook): PricedMarket {
  const served = toView(prices, ({ priceE18 }) => priceE18)
  if (![...prices.values()].some(hasBand)) return { prices, views: [served] }
  // A price of 0 is no price, so a band reaches down to the smallest there is.
  const low = toView(prices, ({ lowE18 }) => maxOf(lowE18, 1n))
  const high = toView(prices, ({ highE18 }) => highE18)
  return { prices, views: [served, low, high] }
}

type LivePrice = Extract<Price, { state: 'fresh' | 'late' }>

function toView(prices: PriceBook['prices'], choose: (price: LivePrice) => bigint): MarginView {
  const states = new Map<string, MarketState>()
  for (const [id, price] of prices) {
    if (isLive(price)) states.set(id, toState(price, choose(price)))
  }
  return { states }
}

function toState({ priceE18, sides }: LivePrice, mid: bigint): MarketState {
  if (sides === undefined) return { mid }
  return {
    mid,
    bid: maxOf(mulDivFloor(sides.bidE18, mid, priceE18), 1n),
    ask: mulDivCeil(sides.askE18, mid, priceE18),
  }
}

function isLive(price: Price): price is LivePrice {
  return price.state === 'fresh' || price.state === 'late'
}

/** Whether the price may turn out to be another than the one served. */
export function hasBand(price: Price): boolean {
  return isLive(price) && price.lowE18 !== price.highE18
}
