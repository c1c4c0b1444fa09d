import type { MorphoBluePool } from '../../config/MorphoBluePool.ts'
import { morphoBlueSubjects as subjects } from '../../protocols/lending/morphoBlue/morphoBlueSubjects.ts'
import { BPS } from '../../utils/fixedPoint.ts'
import type { Part } from '../engine/Margin.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import type { Price } from '../MarginInput.ts'
import type { VenueFigure } from '../MarginStatus.ts'
import type { CrossChainSystem } from '../presets/crossChain.ts'
import { morphoBlue } from '../presets/morphoBlue.ts'
import { morphoBlueHealth } from '../presets/morphoBlueHealth.ts'
import type { PoolCut } from './PoolCut.ts'
import { firstOf } from './PoolParameters.ts'

const WAD = 10n ** 18n

/** The rules of a market in 1e18 USD, with what the contract itself compares beside them. */
export function morphoBlueSystem(
  {
    pool,
    parameters,
    warningBps,
  }: Pick<PoolCut<MorphoBluePool>, 'pool' | 'parameters' | 'warningBps'>,
  price: Price | undefined,
): CrossChainSystem {
  const { collateral, loan, lltv, marketId } = pool
  const terms = { collateral: collateral.asset, loan: loan.asset, lltv }
  const collateralScale = 10n ** BigInt(collateral.decimals)
  const oracle = {
    priceE36: firstOf(parameters, subjects.price(marketId)),
    price: price !== undefined && 'priceE18' in price ? price.priceE18 : 0n,
    scale: collateralScale,
  }
  const loanScale = 10n ** BigInt(loan.decimals)
  const form = { lines: 'accrued', collateralScale, loanScale, oracle } as const
  const weight = mulDiv(lltv, BPS, WAD, 'floor')
  const weights = new Map([
    [collateral.asset, { initialBps: weight, maintenanceBps: weight }],
    [loan.asset, { initialBps: 0n, maintenanceBps: 0n }],
  ])
  return {
    ...morphoBlue({ ...terms, form }),
    warningBps,
    risk: { boundary: '<', warningBps, collateral: weights, markets: new Map() },
    decimals: new Map([collateral, loan].map(({ asset, decimals }) => [asset, decimals])),
    figuresOf: (parts) => toFigures(parts, { ...terms, oracle }, loan.decimals),
  }
}

/** What `_isHealthy` compares, in its own names. */
function toFigures(
  parts: readonly Part[],
  market: Parameters<typeof morphoBlueHealth>[1],
  decimals: number,
): readonly VenueFigure[] {
  const { borrowed, maxBorrow } = morphoBlueHealth(parts, market)
  return [
    { name: 'borrowed', value: borrowed, decimals },
    { name: 'maxBorrow', value: maxBorrow, decimals },
  ]
}
