import type { Address, Hash, UnitId } from '../../../facts/primitives.ts'

/**
 * What parameter facts of GMX v2 are about, and what their values are. Dollars and factors are 1e30, amounts in the smallest
 * unit of their token, prices dollars 1e30 per such unit, flags 1 or 0, addresses numbers.
 */
export const gmxV2Subjects = {
  /** Of an account: [size in dollars, in index tokens, borrowing factor, funding fee per size, is long, market, collateral token]. */
  position: (key: Hash) => `position:${key}`,
  /** [amount of index tokens]: impact of opening that is settled when it closes. */
  pendingImpact: (key: Hash) => `pendingImpact:${key}`,
  /** [lower, upper] price, as a keeper brought it. */
  price: (token: Address) => `price:${token}`,
  /** [amount] of the pool. */
  pool: (market: Address, token: Address) => `pool:${market}:${token}`,
  /** [dollars]. */
  openInterest: (market: Address, token: Address, isLong: boolean) =>
    `openInterest:${market}:${token}:${sideOf(isLong)}`,
  /** [index tokens]. */
  openInterestInTokens: (market: Address, token: Address, isLong: boolean) =>
    `openInterestInTokens:${market}:${token}:${sideOf(isLong)}`,
  /** [cumulative factor]. */
  borrowing: (market: Address, isLong: boolean) => `borrowing:${market}:${sideOf(isLong)}`,
  /** [smallest units of collateral per dollar of size, 1e15]. */
  fundingFee: (market: Address, token: Address, isLong: boolean) =>
    `fundingFee:${market}:${token}:${sideOf(isLong)}`,
  /** [value] of the `DataStore` under a key. */
  uint: (key: Hash) => `uint:${key}`,
} as const

/** Each position is a unit by itself. */
export function gmxV2Unit(key: Hash): UnitId {
  return `isolated:${key}`
}

/** The key that `gmxV2Unit` spelled; undefined for what is no position's unit. */
export function gmxV2PositionKey(unit: UnitId): Hash | undefined {
  const [, key] = unit.split(':')
  return key?.startsWith('0x') ? `0x${key.slice(2)}` : undefined
}

function sideOf(isLong: boolean): string {
  return isLong ? 'long' : 'short'
}
