import { formatUnits } from 'viem'
import type { AmountResolvers } from '../generated/resolverTypes.ts'

export const Amount: AmountResolvers = {
  value: ({ raw, decimals }) => formatUnits(raw, decimals),
}
