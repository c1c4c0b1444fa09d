import type { AssetPriceResolvers } from '../generated/resolverTypes.ts'

export const AssetPrice: AssetPriceResolvers = {
  state: ({ price }) => price.state,
  price: ({ price }) => ('priceE18' in price ? price.priceE18 : undefined),
  low: ({ price }) => ('lowE18' in price ? price.lowE18 : undefined),
  high: ({ price }) => ('highE18' in price ? price.highE18 : undefined),
  lastPrice: ({ price }) => ('lastPriceE18' in price ? price.lastPriceE18 : undefined),
  updatedAt: ({ price }) => price.updatedAt,
  ageSeconds: ({ price }) => ('ageSeconds' in price ? price.ageSeconds : undefined),
  source: ({ price }) => price.source,
}
