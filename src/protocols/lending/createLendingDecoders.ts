import type { LendingPool } from '../../config/LendingPool.ts'
import type { Decoder } from '../../facts/Decoder.ts'
import { factRank } from '../factRank.ts'
import { createAaveV3Decoder } from './aaveV3/aaveV3.ts'
import { createAaveV3PriceDecoder } from './aaveV3/aaveV3Prices.ts'
import { createCompoundV3Decoder } from './compoundV3/compoundV3.ts'
import { createCompoundV3PriceDecoder } from './compoundV3/compoundV3Prices.ts'
import { createEulerV2Decoder } from './eulerV2/eulerV2.ts'
import { createEulerV2PriceDecoder } from './eulerV2/eulerV2Prices.ts'
import { createMorphoBlueDecoder } from './morphoBlue/morphoBlue.ts'
import { createSynthetixV3CoreDecoder } from './synthetixV3Core/synthetixV3Core.ts'

/** What reads a lending pool as a venue: its balances and parameters, and its prices. */
export function createLendingDecoders(parameters: {
  venue: string
  pool: LendingPool
  /** First `k` of its facts, see `factRank`. */
  rank(): number
}): readonly Decoder[] {
  const { venue, pool } = parameters
  switch (pool.type) {
    case 'aaveV3':
      return [
        createAaveV3Decoder({ venue, pool, rank: parameters.rank() }),
        createAaveV3PriceDecoder(pool),
      ]
    case 'compoundV3':
      return [
        createCompoundV3Decoder({ venue, pool, rank: parameters.rank() }),
        createCompoundV3PriceDecoder({ venue, pool }),
      ]
    case 'eulerV2':
      return [
        createEulerV2Decoder({ venue, pool, rank: parameters.rank() }),
        createEulerV2PriceDecoder({ venue, pool }),
      ]
    case 'morphoBlue':
      // A log there is about one market, so that decoders of several have no log in common.
      return [createMorphoBlueDecoder({ venue, pool, rank: factRank('market', 0) })]
    case 'synthetixV3Core':
      return [createSynthetixV3CoreDecoder({ venue, pool, rank: parameters.rank() })]
  }
}
