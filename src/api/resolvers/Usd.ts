import { formatUnits } from 'viem'
import type { UsdResolvers } from '../generated/resolverTypes.ts'

/** Starts from the bare number: USD with 18 decimals. */
export const Usd: UsdResolvers = {
  raw: (valueE18) => valueE18,
  value: (valueE18) => formatUnits(valueE18, 18),
}
