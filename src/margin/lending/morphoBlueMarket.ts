import type { MorphoBlueAssetConfig, MorphoBluePool } from '../../config/MorphoBluePool.ts'
import type { Address } from '../../facts/primitives.ts'
import { morphoBlueSubjects as subjects } from '../../protocols/lending/morphoBlue/morphoBlueSubjects.ts'
import type { Reason } from '../MarginStatus.ts'
import { toPricedMarket } from '../PricedMarket.ts'
import {
  type MorphoBlueTotals,
  morphoBlueAccrued,
  morphoBlueAssets,
} from '../presets/morphoBlueInterest.ts'
import type { LendingBalance, LendingMarket } from './LendingMarket.ts'
import { morphoBluePrices } from './morphoBluePrices.ts'
import { morphoBlueSystem } from './morphoBlueSystem.ts'
import type { PoolCut } from './PoolCut.ts'

/** Puts a market of Morpho Blue together from what was read of it until a cut. */
export function toMorphoBlueMarket(cut: PoolCut<MorphoBluePool>): LendingMarket {
  const { pool } = cut
  const { collateral, loan } = pool
  const totals = totalsAt(cut)
  const prices = morphoBluePrices(cut)
  const system = morphoBlueSystem(cut, prices.get(collateral.asset))
  const given = { assetId: collateral.asset, decimals: collateral.decimals }
  const reasons = reasonsOf(cut)
  return {
    chainId: pool.chainId,
    market: toPricedMarket({ prices }),
    reasons,
    balanceOf(contract, token, side) {
      if (contract !== pool.pool) return undefined
      return side === 'liability'
        ? owedOf(token, loan, totals)
        : token === contract
          ? toSupplied(loan, totals)
          : token === collateral.token
            ? given
            : undefined
    },
    accountOf: () => ({
      system,
      isPledged: (assetId) => assetId === collateral.asset,
      reasons: [],
    }),
  }
}

/** The totals with interest until the cut; undefined while they, or the rate that they grow by, were never read. */
function totalsAt({
  pool,
  parameters,
  asOf,
}: PoolCut<MorphoBluePool>): MorphoBlueTotals | undefined {
  const [supplyAssets, supplyShares, borrowAssets, borrowShares, lastUpdate, fee] =
    parameters.get(subjects.totals(pool.marketId))?.values ?? []
  const rate = parameters.get(subjects.rateAtTarget(pool.marketId))?.values[0]
  if (supplyAssets === undefined || supplyShares === undefined) return undefined
  if (borrowAssets === undefined || borrowShares === undefined) return undefined
  if (lastUpdate === undefined || fee === undefined || rate === undefined) return undefined
  const totals = { supplyAssets, supplyShares, borrowAssets, borrowShares, lastUpdate, fee }
  return morphoBlueAccrued(totals, rate, asOf)
}

/** Debt rounds up, what is supplied down, as the contract does when it is repaid and withdrawn. */
function owedOf(
  token: Address,
  loan: MorphoBlueAssetConfig,
  totals: MorphoBlueTotals | undefined,
): LendingBalance | undefined {
  if (token !== loan.token) return undefined
  const all = totals && { assets: totals.borrowAssets, shares: totals.borrowShares }
  const toAmount = (shares: bigint) => all && morphoBlueAssets(shares, all, 'ceil')
  return { assetId: loan.asset, decimals: loan.decimals, toAmount }
}

function toSupplied(
  loan: MorphoBlueAssetConfig,
  totals: MorphoBlueTotals | undefined,
): LendingBalance {
  const all = totals && { assets: totals.supplyAssets, shares: totals.supplyShares }
  const toAmount = (shares: bigint) => all && morphoBlueAssets(shares, all, 'floor')
  return { assetId: loan.asset, decimals: loan.decimals, toAmount }
}

/** A market that is there and was never seen made had accounts before it was followed: nobody knows which. */
function reasonsOf({ pool, parameters }: PoolCut<MorphoBluePool>): readonly Reason[] {
  const { marketId } = pool
  if (!parameters.has(subjects.totals(marketId)) || parameters.has(subjects.created(marketId)))
    return []
  const text = `Market ${marketId} was created before startBlock, so that what accounts had in it is unknown.`
  return [{ code: 'NO_OPENING_BALANCE', text }]
}
