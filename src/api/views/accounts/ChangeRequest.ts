import type { Change, Place } from '../../../margin/answers/Change.ts'

/** A change as a reader asks for it: bridges, weights and markets by the names of the config. */
export type ChangeRequest =
  | Exclude<Change, { type: 'bridge' | 'parameters' }>
  | ({ type: 'bridge'; bridge: string } & Place)
  | {
      type: 'parameters'
      collateral: readonly ({ assetId: string } & Fractions)[]
      markets: readonly ({ marketId: string } & Fractions)[]
    }

interface Fractions {
  initialBps: bigint
  maintenanceBps: bigint
}
