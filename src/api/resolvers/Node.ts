import type { NodeResolvers } from '../generated/resolverTypes.ts'

export const Node: NodeResolvers = {
  __resolveType: ({ __typename }) => __typename,
}
