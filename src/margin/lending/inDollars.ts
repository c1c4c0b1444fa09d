import { E18, mulDivCeil, mulDivFloor } from '../../utils/fixedPoint.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { minOf } from '../../utils/minOf.ts'
import type { Price } from '../MarginInput.ts'

type LivePrice = Extract<Price, { state: 'fresh' | 'late' }>

/** Of what nobody prices. */
export const missingPrice: Price = {
  state: 'missing',
  source: undefined,
  lastPriceE18: undefined,
  updatedAt: undefined,
}

/**
 * A price that is stated in another asset, in dollars at that one's price, which is known but for its own band: both sides of an
 * account are stated in it. As old and as late as the older of both.
 */
export function inDollars(ratio: Price, unit: Price): Price {
  if (!isLive(ratio)) return ratio
  if (!isLive(unit)) return unit
  const isLate = ratio.state === 'late' || unit.state === 'late'
  const isShaken = ratio.isShaken === true || unit.isShaken === true
  return {
    state: isLate ? 'late' : 'fresh',
    priceE18: mulDivFloor(ratio.priceE18, unit.priceE18, E18),
    lowE18: mulDivFloor(ratio.lowE18, unit.priceE18, E18),
    highE18: mulDivCeil(ratio.highE18, unit.priceE18, E18),
    updatedAt: minOf(ratio.updatedAt, unit.updatedAt),
    ageSeconds: maxOf(ratio.ageSeconds, unit.ageSeconds),
    source: ratio.source,
    ...(isShaken ? { isShaken } : {}),
    ...(ratio.sides === undefined ? {} : { sides: toSides(ratio.sides, unit.priceE18) }),
  }
}

function toSides({ bidE18, askE18 }: NonNullable<LivePrice['sides']>, unitE18: bigint) {
  return { bidE18: mulDivFloor(bidE18, unitE18, E18), askE18: mulDivCeil(askE18, unitE18, E18) }
}

function isLive(price: Price): price is LivePrice {
  return price.state === 'fresh' || price.state === 'late'
}
