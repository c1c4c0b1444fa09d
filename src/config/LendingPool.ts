import type { AaveV3Pool } from './AaveV3Pool.ts'
import type { CompoundV3Pool } from './CompoundV3Pool.ts'
import type { EulerV2Pool } from './EulerV2Pool.ts'
import type { MorphoBluePool } from './MorphoBluePool.ts'
import type { SynthetixV3CorePool } from './SynthetixV3CorePool.ts'

/** A lending pool that is a venue by itself, by the protocol that it is of. */
export type LendingPool =
  | AaveV3Pool
  | CompoundV3Pool
  | EulerV2Pool
  | MorphoBluePool
  | SynthetixV3CorePool
