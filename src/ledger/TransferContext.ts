import type { Leg } from '../facts/Leg.ts'
import type { ChainId } from '../facts/primitives.ts'
import type { Topology } from './createTopology.ts'

/** How far one chain is taken into a cut. `txIndex` limits the last block to its first transactions. */
export interface ChainCut {
  number: bigint
  /** Last transaction of `number` that is in; undefined takes the whole block. */
  txIndex: number | undefined
  /** Seconds; everything up to here is known. */
  timestamp: bigint
  /** First covered moment per bridge, seconds; a bridge that is absent is not covered. */
  coveredFrom: ReadonlyMap<string, bigint>
}

/** The cut and the configured world that a transfer is judged against. */
export interface TransferContext {
  cut: ReadonlyMap<ChainId, ChainCut>
  topology: Topology
  /**
   * Seconds that a transfer which was sent by this leg may take by what its route had learned until then; undefined where
   * nothing was learned, or the route's policy does not ask for it.
   */
  learnedSeconds?: ((sent: Leg) => bigint | undefined) | undefined
}
