import type { MarketRisk } from '../config/Project.ts'
import { absBigInt, BPS, E18, mulDivCeil, mulDivFloor } from '../utils/fixedPoint.ts'
import type { Entry } from './Entry.ts'
import type { PositionLine } from './MarginInput.ts'

/**
 * A position as an entry: profit = size × mark (rounded down) − entry value − funding owed; requirement =
 * |size × mark| × fraction, rounded up twice. Equity has the profit, each slack the profit less its requirement.
 * `market` is undefined when the venue's risk parameters do not name it: no price marks it then.
 */
export function positionEntry(position: PositionLine, market: MarketRisk | undefined): Entry {
  const { chainId, marketId, sizeE18, entryValueE18, fundingOwedE18 } = position
  const initialBps = market?.initialBps ?? 0n
  const maintenanceBps = market?.maintenanceBps ?? 0n
  return {
    line: {
      kind: 'position',
      subject: marketId,
      chainId,
      amount: sizeE18,
      initialBps,
      maintenanceBps,
    },
    assetId: market?.asset,
    figuresAt(priceE18) {
      const profitE18 = mulDivFloor(sizeE18, priceE18, E18) - entryValueE18 - fundingOwedE18
      const notionalE18 = mulDivCeil(absBigInt(sizeE18), priceE18, E18)
      const requirementInitialE18 = mulDivCeil(notionalE18, initialBps, BPS)
      const requirementMaintenanceE18 = mulDivCeil(notionalE18, maintenanceBps, BPS)
      return {
        equityE18: profitE18,
        initialE18: profitE18 - requirementInitialE18,
        maintenanceE18: profitE18 - requirementMaintenanceE18,
        requirementInitialE18,
        requirementMaintenanceE18,
      }
    },
  }
}
