import type { CollateralLineResolvers } from '../generated/resolverTypes.ts'

export const CollateralLine: CollateralLineResolvers = {
  amount: ({ amount, decimals }) => ({ raw: amount, decimals }),
  value: ({ valueE18 }) => valueE18,
}
