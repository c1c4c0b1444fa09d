import type { RouteFlowResolvers } from '../generated/resolverTypes.ts'

export const RouteFlow: RouteFlowResolvers = {
  value: ({ valueE18 }) => valueE18,
  amounts: ({ amounts }) =>
    amounts.map(({ chainId, asset, amount }) => ({ chainId, token: asset, raw: amount })),
}
