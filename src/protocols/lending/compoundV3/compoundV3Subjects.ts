import type { Address } from '../../../facts/primitives.ts'

/** Immutables of a Comet that decide its interest: kinks 1e18, the rest 1e18 per second. */
export const compoundV3Rates = [
  'supplyKink',
  'supplyPerSecondInterestRateBase',
  'supplyPerSecondInterestRateSlopeLow',
  'supplyPerSecondInterestRateSlopeHigh',
  'borrowKink',
  'borrowPerSecondInterestRateBase',
  'borrowPerSecondInterestRateSlopeLow',
  'borrowPerSecondInterestRateSlopeHigh',
] as const

export type CompoundV3RateName = (typeof compoundV3Rates)[number]

/** What parameter facts of a Comet are about, and what their values are. Addresses stand as numbers. */
export const compoundV3Subjects = {
  /** [supply index, borrow index, 1e15; supplied and borrowed principal; second of the last accrual], as read. */
  totals: 'totals',
  /** [what the Comet answers to the getter of that name]. */
  rate: (name: CompoundV3RateName) => `rate:${name}`,
  /** [feed that prices the base]. */
  baseFeed: 'baseFeed',
  /** [its feed, its scale, borrow and liquidate collateral factors 1e18] of a collateral. */
  asset: (token: Address) => `asset:${token}`,
  /** [what the feed answers, 1e8]. */
  price: (feed: Address) => `price:${feed}`,
  /** Of an account: [block whose logs last named it in base]. */
  touched: 'touched',
  /** Of an account: [block at which its principal was last read]. */
  readAt: 'readAt',
} as const
