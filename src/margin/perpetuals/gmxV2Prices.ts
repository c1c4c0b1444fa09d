import type { GmxV2Exchange, GmxV2Token } from '../../config/GmxV2Exchange.ts'
import { gmxV2Subjects as subjects } from '../../protocols/perpetuals/gmxV2/gmxV2Subjects.ts'
import type { MarginView, MarketState } from '../engine/MarginUnit.ts'
import { poolPrice } from '../lending/poolPrice.ts'
import type { Price } from '../MarginInput.ts'
import { type PricedMarket, toPricedMarket } from '../PricedMarket.ts'
import type { PerpetualCut } from './PerpetualCut.ts'

/** Prices are dollars with 30 decimals for one smallest unit. */
const PLACES = 30

/** Every token that a market of the config prices, each once. */
export function gmxV2Tokens({ markets }: Pick<GmxV2Exchange, 'markets'>): readonly GmxV2Token[] {
  const tokens = markets.flatMap(({ index, long, short }) => [index, long, short])
  return [...new Map(tokens.map((each) => [each.token, each])).values()]
}

/**
 * The prices that keepers brought last: what is served values collateral at the lower and closes positions at the worse one,
 * as the exchange does; the bounds reach from one to the other, and further where it is late.
 */
export function gmxV2Prices(cut: PerpetualCut<GmxV2Exchange>): PricedMarket {
  const prices = new Map<string, Price>()
  const sides = new Map<string, MarketState>()
  for (const token of gmxV2Tokens(cut.exchange)) {
    const [bid, ask] = [sideOf(token, cut, 0), sideOf(token, cut, 1)]
    const price = between(bid, ask)
    prices.set(token.asset, price)
    if ('priceE18' in bid && 'priceE18' in ask && 'priceE18' in price)
      sides.set(token.asset, { mid: price.priceE18, bid: bid.priceE18, ask: ask.priceE18 })
  }
  const { views } = toPricedMarket({ prices })
  const [, ...ends] = views
  const served: MarginView = { states: sides }
  return { prices, views: [served, ...ends] }
}

function sideOf(
  { token, decimals }: GmxV2Token,
  { venue, exchange, parameters, asOf }: PerpetualCut<GmxV2Exchange>,
  place: 0 | 1,
): Price {
  const said = parameters.get(subjects.price(token))
  const value = said?.values[place]
  const read = said === undefined || value === undefined ? undefined : { ...said, values: [value] }
  const scale = { oracle: exchange.pool, decimals: PLACES - decimals }
  return poolPrice({ venue, pool: exchange, ...scale, read, asOf })
}

function between(bid: Price, ask: Price): Price {
  if (!('priceE18' in bid)) return bid
  if (!('priceE18' in ask)) return ask
  const priceE18 = (bid.priceE18 + ask.priceE18) / 2n
  return { ...bid, priceE18, lowE18: bid.lowE18, highE18: ask.highE18 }
}
