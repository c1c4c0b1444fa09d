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
}
