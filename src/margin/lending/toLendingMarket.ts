import type { LendingPool } from '../../config/LendingPool.ts'
import { toAaveV3Market } from './aaveV3Market.ts'
import { toCompoundV3Market } from './compoundV3Market.ts'
import { toEulerV2Market } from './eulerV2Market.ts'
import type { LendingMarket } from './LendingMarket.ts'
import { toMorphoBlueMarket } from './morphoBlueMarket.ts'
import type { PoolCut } from './PoolCut.ts'
import { toSynthetixV3CoreMarket } from './synthetixV3CoreMarket.ts'

/** Puts a pool together from its parameters at a cut. */
export function toLendingMarket(cut: PoolCut<LendingPool>): LendingMarket {
  const { pool } = cut
  switch (pool.type) {
    case 'aaveV3':
      return toAaveV3Market({ ...cut, pool })
    case 'compoundV3':
      return toCompoundV3Market({ ...cut, pool })
    case 'eulerV2':
      return toEulerV2Market({ ...cut, pool })
    case 'morphoBlue':
      return toMorphoBlueMarket({ ...cut, pool })
    case 'synthetixV3Core':
      return toSynthetixV3CoreMarket({ ...cut, pool })
  }
}
