import type { MorphoBluePool } from '../../config/MorphoBluePool.ts'
import { morphoBlueSubjects as subjects } from '../../protocols/lending/morphoBlue/morphoBlueSubjects.ts'
import { E18, mulDivCeil, mulDivFloor } from '../../utils/fixedPoint.ts'
import { maxOf } from '../../utils/maxOf.ts'
import { minOf } from '../../utils/minOf.ts'
import type { Price } from '../MarginInput.ts'
import type { PoolCut } from './PoolCut.ts'
import { poolPrice } from './poolPrice.ts'

type LivePrice = Extract<Price, { state: 'fresh' | 'late' }>

const missing: Price = {
  state: 'missing',
  source: undefined,
  lastPriceE18: undefined,
  updatedAt: undefined,
}

/** The loan at the price of the operator's feeds, the collateral at what the market's oracle says that it is worth in loans. */
export function morphoBluePrices(cut: PoolCut<MorphoBluePool>): ReadonlyMap<string, Price> {
  const { venue, pool, parameters, prices, asOf } = cut
  const { oracle, collateral, loan, marketId } = pool
  const dollars = prices.get(loan.asset) ?? missing
  const ratio = poolPrice({
    ...{ venue, pool, oracle, asOf },
    // Loan units per collateral unit are 1e36 whatever their decimals; whole loans per whole collateral are not.
    decimals: ORACLE_PLACES + loan.decimals - collateral.decimals,
    read: parameters.get(subjects.price(marketId)),
  })
  return new Map([
    [loan.asset, dollars],
    [collateral.asset, inDollars(ratio, dollars)],
  ])
}

const ORACLE_PLACES = 36

/**
 * A ratio in dollars at the loan's price, which is known but for its own band: that one is on the debt already. As old and as
 * late as the older of both.
 */
function inDollars(ratio: Price, loan: Price): Price {
  if (!isLive(ratio)) return ratio
  if (!isLive(loan)) return loan
  const isLate = ratio.state === 'late' || loan.state === 'late'
  const isShaken = ratio.isShaken === true || loan.isShaken === true
  return {
    state: isLate ? 'late' : 'fresh',
    priceE18: mulDivFloor(ratio.priceE18, loan.priceE18, E18),
    lowE18: mulDivFloor(ratio.lowE18, loan.priceE18, E18),
    highE18: mulDivCeil(ratio.highE18, loan.priceE18, E18),
    updatedAt: minOf(ratio.updatedAt, loan.updatedAt),
    ageSeconds: maxOf(ratio.ageSeconds, loan.ageSeconds),
    source: ratio.source,
    ...(isShaken ? { isShaken } : {}),
  }
}

function isLive(price: Price): price is LivePrice {
  return price.state === 'fresh' || price.state === 'late'
}
