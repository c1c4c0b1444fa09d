import type { Hash } from '../../../facts/primitives.ts'

/** What parameter facts of a market of Morpho Blue are about, and what their values are; the contract books many. */
export const morphoBlueSubjects = {
  /** [1]: the market was created after it was followed from. */
  created: (market: Hash) => `created:${market}`,
  /** [assets and shares supplied, assets and shares borrowed, second of the last accrual, fee 1e18], as read. */
  totals: (market: Hash) => `totals:${market}`,
  /** [rate per second at the target utilization, 1e18], as the rate model answered. */
  rateAtTarget: (market: Hash) => `rateAtTarget:${market}`,
  /** [loan units per collateral unit, 1e36], as the oracle answered. */
  price: (market: Hash) => `price:${market}`,
} as const
