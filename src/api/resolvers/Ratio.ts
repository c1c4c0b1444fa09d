import { formatUnits } from 'viem'
import type { RatioResolvers } from '../generated/resolverTypes.ts'

/** Starts from the bare number: a ratio with 18 decimals. */
export const Ratio: RatioResolvers = {
  raw: (ratioE18) => ratioE18,
  value: (ratioE18) => formatUnits(ratioE18, 18),
}
