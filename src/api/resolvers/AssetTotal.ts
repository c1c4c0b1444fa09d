import type { AssetTotalResolvers } from '../generated/resolverTypes.ts'

export const AssetTotal: AssetTotalResolvers = {
  amount: ({ amount, decimals }) => ({ raw: amount, decimals }),
  liability: ({ liability, decimals }) => ({ raw: liability, decimals }),
  value: ({ valueE18 }) => valueE18,
  byChain: ({ byChain, decimals }) =>
    byChain.map(({ chainId, amount }) => ({ chainId, amount: { raw: amount, decimals } })),
}
