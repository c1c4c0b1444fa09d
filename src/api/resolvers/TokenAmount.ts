import { formatUnits } from 'viem'
import type { AssetConfig } from '../../config/Project.ts'
import type { GraphqlContext } from '../GraphqlContext.ts'
import type { TokenAmountResolvers } from '../generated/resolverTypes.ts'
import type { TokenAmountModel } from '../models/TokenAmountModel.ts'

export const TokenAmount: TokenAmountResolvers = {
  decimals: (amount, _args, context) => assetOf(amount, context)?.decimals,
  value(amount, _args, context) {
    const asset = assetOf(amount, context)
    return asset === undefined ? undefined : formatUnits(amount.raw, asset.decimals)
  },
  assetId: (amount, _args, context) => assetOf(amount, context)?.id,
  symbol: (amount, _args, context) => assetOf(amount, context)?.symbol,
}

function assetOf(amount: TokenAmountModel, context: GraphqlContext): AssetConfig | undefined {
  return context.assets.byToken(amount.chainId, amount.token)
}
