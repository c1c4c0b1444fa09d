import type { PerpetualExchange } from '../../config/PerpetualExchange.ts'
import type { LendingMarket } from '../lending/LendingMarket.ts'
import { toGmxV2Market } from './gmxV2Market.ts'
import type { PerpetualCut } from './PerpetualCut.ts'
import { toSynthetixV3Market } from './synthetixV3Market.ts'

/** Puts an exchange together from its parameters at a cut. */
export function toPerpetualMarket(cut: PerpetualCut<PerpetualExchange>): LendingMarket {
  const { exchange } = cut
  switch (exchange.type) {
    case 'synthetixV3':
      return toSynthetixV3Market({ ...cut, exchange })
    case 'gmxV2':
      return toGmxV2Market({ ...cut, exchange })
  }
}
