import { bottomAsset } from '../../../config/bottomAsset.ts'
import type { Address, ChainId } from '../../../facts/primitives.ts'
import { mulDivFloor } from '../../../utils/fixedPoint.ts'
import type { ReadContext } from '../ReadContext.ts'

/** Why an amount has no value in dollars. */
export type ValueUnknown =
  | 'AMOUNT_UNKNOWN'
  | 'ASSET_NOT_CONFIGURED'
  | 'RATE_MISSING'
  | 'PRICE_MISSING'
  | 'PRICE_DEAD'

/** A value in dollars, 1e18 = 1 USD, or why there is none. */
export interface Worth {
  valueE18: bigint | undefined
  valueUnknown: ValueUnknown | undefined
}

/** Value of an amount of a token at the context's prices, rounded down. Shares are worth what they are claims on. */
export function valueToken(
  context: ReadContext,
  { chainId, asset: token, amount }: { chainId: ChainId; asset: Address; amount: bigint },
): Worth {
  const asset = context.topology.assetOfToken(chainId, token)
  if (asset === undefined) return unknown('ASSET_NOT_CONFIGURED')
  const isShare = asset.sharesOf !== undefined
  const underlying = isShare ? context.toUnderlying(asset, chainId, amount) : amount
  if (underlying === undefined) return unknown('RATE_MISSING')
  const { decimals } = bottomAsset(asset, context.topology.asset)
  const price = context.prices.get(asset.id)
  if (price?.state === 'dead') return unknown('PRICE_DEAD')
  if (price === undefined || !('priceE18' in price)) return unknown('PRICE_MISSING')
  const valueE18 = mulDivFloor(underlying, price.priceE18, 10n ** BigInt(decimals))
  return { valueE18, valueUnknown: undefined }
}

function unknown(valueUnknown: ValueUnknown): Worth {
  return { valueE18: undefined, valueUnknown }
}

/** Sum of values; unknown where one of them is, so that a part is never taken for the whole. */
export function sumWorths(worths: readonly Worth[]): Worth {
  const missing = worths.find(({ valueUnknown }) => valueUnknown !== undefined)
  if (missing !== undefined) return missing
  return {
    valueE18: worths.reduce((sum, { valueE18 = 0n }) => sum + valueE18, 0n),
    valueUnknown: undefined,
  }
}
