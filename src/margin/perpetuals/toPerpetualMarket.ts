import type { PerpetualExchange } from '../../config/PerpetualExchange.ts'
import type { LendingMarket } from '../lending/LendingMarket.ts'
import type { PerpetualCut } from './PerpetualCut.ts'
import { toSynthetixV3Market } from './synthetixV3Market.ts'

/** Puts an exchange together from its parameters at a cut. */
export function toPerpetualMarket(cut: PerpetualCut<PerpetualExchange>): LendingMarket {
  return toSynthetixV3Market(cut)
}
