import type { PerpetualExchange } from '../../config/PerpetualExchange.ts'
import type { PoolParameters } from '../lending/PoolParameters.ts'

/** What an exchange said of itself until a cut. */
export interface PerpetualCut<exchange extends PerpetualExchange> {
  venue: string
  exchange: exchange
  parameters: PoolParameters
  warningBps: bigint
  /** The cut's time, seconds: indexes accrue to it, and prices age by it. */
  asOf: bigint
  /** Values of what accrues at the exchange, by subject. */
  indexes: ReadonlyMap<string, readonly bigint[]>
}
