import type { MorphoBluePool } from '../../config/MorphoBluePool.ts'
import { morphoBlueSubjects as subjects } from '../../protocols/lending/morphoBlue/morphoBlueSubjects.ts'
import type { Price } from '../MarginInput.ts'
import { inDollars, missingPrice } from './inDollars.ts'
import type { PoolCut } from './PoolCut.ts'
import { poolPrice } from './poolPrice.ts'

/** The loan at the price of the operator's feeds, the collateral at what the market's oracle says that it is worth in loans. */
export function morphoBluePrices(cut: PoolCut<MorphoBluePool>): ReadonlyMap<string, Price> {
  const { venue, pool, parameters, prices, asOf } = cut
  const { oracle, collateral, loan, marketId } = pool
  const dollars = prices.get(loan.asset) ?? missingPrice
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
