import { absBigInt, BPS, mulDivCeil } from '../utils/fixedPoint.ts'
import type { Price } from './MarginInput.ts'

/** Half of what breaks a peg: it counts as restored only when the price has come back this close. */
const RESTORED_DIVISOR = 2n

/** Feeds follow a market within half a percent to one percent each: less than 2 % is no depeg. */
export const DEPEG_BPS_DEFAULT = 200n

/** Prices of an asset and of the one that it stands for, at one moment, with their factors against their feeds. */
export interface PegSight {
  price: Price | undefined
  originalPrice: Price | undefined
  pegE18: bigint
  originalPegE18: bigint
}

/**
 * How far an asset's own price, before its peg, is from that of what it stands for: basis points of that, rounded away from 0,
 * negative when it is worth less. Undefined where one of the two has no live price.
 */
export function depegBps(sight: PegSight): bigint | undefined {
  const { price, originalPrice, pegE18, originalPegE18 } = sight
  if (price === undefined || !('priceE18' in price)) return undefined
  if (originalPrice === undefined || !('priceE18' in originalPrice)) return undefined
  // price / peg against original / peg of the original, without a division that would round.
  const own = price.priceE18 * originalPegE18
  const original = originalPrice.priceE18 * pegE18
  const size = mulDivCeil(absBigInt(own - original), BPS, original)
  return own < original ? -size : size
}

/**
 * Whether a peg is broken, from how far it was off, newest first: beyond `limitBps` it breaks, at half of that it is restored,
 * and in between it is what it was, so that a price at the limit does not flap (rpc-faults F102). Moments beyond the first that
 * decides are not looked at.
 */
export function isDepegged(history: Iterable<bigint>, limitBps: bigint): boolean {
  for (const bps of history) {
    const size = absBigInt(bps)
    if (size > limitBps) return true
    if (size <= limitBps / RESTORED_DIVISOR) return false
  }
  return false
}
