import type { LendingPool } from '../../config/LendingPool.ts'
import type { Address } from '../../facts/primitives.ts'
import { E18 } from '../../utils/fixedPoint.ts'
import { judgeFeed } from '../judgeFeed.ts'
import type { Price } from '../MarginInput.ts'
import { choosePrice } from '../priceAt.ts'
import type { PoolParameter } from './PoolParameters.ts'

/** A price as a pool's oracle answered when it was last read; it ages from there, and a bad one is none. */
export function poolPrice(parameters: {
  venue: string
  pool: Pick<LendingPool, 'chainId' | 'startBlock' | 'heartbeatSeconds' | 'deadAfterSeconds'>
  /** The contract that was asked. */
  oracle: Address
  decimals: number
  read: PoolParameter | undefined
  /** The cut's time, seconds. */
  asOf: bigint
}): Price {
  const { venue, pool, oracle: address, decimals, read, asOf } = parameters
  const { chainId, startBlock, heartbeatSeconds, deadAfterSeconds } = pool
  const limits = { startBlock, heartbeatSeconds, deadAfterSeconds }
  const feed = { id: `${venue}:oracle`, chainId, address, decimals, ...limits }
  const answer = read?.values[0]
  const observation =
    answer === undefined || read === undefined ? undefined : { answer, updatedAt: read.timestamp }
  return choosePrice([judgeFeed({ feed, observation }, { pegE18: E18, asOf })])
}
