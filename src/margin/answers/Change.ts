import type { RiskConfig } from '../../config/Project.ts'
import type { ChainId, UnitId } from '../../facts/primitives.ts'
import type { InFlightLine } from '../MarginInput.ts'

/** Something that might happen to an account. Amounts are in the smallest unit of the asset and above 0. */
export type Change =
  | ({ type: 'deposit' } & Place)
  | ({ type: 'withdraw' } & Place)
  /** Leaves its chain and is on its way: age 0 on that route. */
  | ({ type: 'bridge'; route: Route } & Place)
  /** Prices move by this much, of one asset or of all: −1,000 is a fall by a tenth. */
  | { type: 'priceShock'; assetId: string | undefined; bps: bigint }
  | { type: 'neverArrives'; transferKey: string }
  /** The venue takes other weights and fractions. */
  | { type: 'parameters'; risk: RiskConfig }

export interface Place {
  unit: UnitId
  assetId: string
  chainId: ChainId
  amount: bigint
}

type Route = Pick<InFlightLine, 'bridge' | 'p99Seconds' | 'stuckAfterSeconds' | 'haircutBps'>
