import type { AgeBandResolvers } from '../generated/resolverTypes.ts'

export const AgeBand: AgeBandResolvers = {
  value: ({ valueE18 }) => valueE18,
}
