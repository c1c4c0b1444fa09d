import type { Address, UnitId } from '../../../facts/primitives.ts'

/**
 * What parameter facts and indexes of the exchange are about, and what their values are. Ratios, prices and amounts are 1e18;
 * markets and collaterals stand as their numbers.
 */
export const synthetixV3Subjects = {
  /** [price], as the exchange answered at the fact's block. */
  price: (market: bigint) => `price:${market}`,
  /** [price], as the spot market answered for selling the synth. */
  synthPrice: (collateral: bigint) => `synthPrice:${collateral}`,
  /** [skew scale of the spot market]; 0 turns the discount off. */
  synthSkewScale: (collateral: bigint) => `synthSkewScale:${collateral}`,
  /** [1]: the market was created while it was followed. */
  created: (market: bigint) => `created:${market}`,
  /** [initial ratio, maintenance scalar, least initial ratio, flag reward ratio, least margin]. */
  liquidation: (market: bigint) => `liquidation:${market}`,
  /** [skew scale, most velocity of funding]. */
  funding: (market: bigint) => `funding:${market}`,
  /** [maker fee, taker fee]. */
  orderFees: (market: bigint) => `orderFees:${market}`,
  /** [multiplier, seconds in the window, most premium]. */
  liquidationWindow: (market: bigint) => `liquidationWindow:${market}`,
  /** [ratio]. */
  lockedOi: (market: bigint) => `lockedOi:${market}`,
  /** [skew, size]. */
  state: (market: bigint) => `state:${market}`,
  /** [most amount, upper limit, lower limit, scalar]. */
  collateral: (collateral: bigint) => `collateral:${collateral}`,
  /** [ratio]. */
  seizedRewardRatio: 'seizedRewardRatio',
  /** [least reward, least profit ratio, most reward, most scaling ratio]. */
  keeperGuards: 'keeperGuards',
  /** Index: funding of one unit of a market, against its skew. */
  fundingIndex: (market: bigint) => `fundingIndex:${market}`,
  /** Index: interest on a dollar of locked open interest. */
  interestIndex: 'interestIndex',
  /** Of an account: [price] at which its position was last changed. */
  entry: (market: string) => `entry:${market}`,
} as const

/** An account of the exchange as an address: its number, of 16 bytes at most. Its owner is a fact. */
export function synthetixV3Account(accountId: bigint): Address {
  return `0x${accountId.toString(16).padStart(40, '0')}`
}

/** Each account is a unit by itself, whoever owns it. */
export function synthetixV3Unit(accountId: bigint): UnitId {
  return `isolated:${accountId}`
}
