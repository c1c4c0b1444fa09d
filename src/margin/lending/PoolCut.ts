import type { LendingPool } from '../../config/LendingPool.ts'
import type { PriceBook } from '../MarginInput.ts'
import type { PoolParameters } from './PoolParameters.ts'

/** What a pool said of itself until a cut. */
export interface PoolCut<pool extends LendingPool> {
  venue: string
  pool: pool
  /** Height of the pool's chain in the cut. */
  height: bigint
  parameters: PoolParameters
  /** What the operator's own feeds say, by asset id. */
  prices: PriceBook['prices']
  warningBps: bigint
  /** The cut's time, seconds: indexes accrue to it, and prices age by it. */
  asOf: bigint
}
