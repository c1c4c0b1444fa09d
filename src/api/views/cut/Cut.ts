import type { ChainId, Hash } from '../../../facts/primitives.ts'

export type Finality = 'LATEST' | 'SAFE' | 'FINALIZED'

/** The moment an answer is asked for. */
export type CutRequest =
  | { by: 'finality'; finality: Finality }
  /** Seconds. */
  | { by: 'timestamp'; timestamp: bigint }
  | { by: 'checkpoint'; checkpoint: string }

export type ChainInclusion = 'INCLUDED' | 'BEHIND' | 'BACKFILLING' | 'NOT_COVERED'

/** Where one chain stands in a cut. BEHIND: included, but it is not covered to the asked time. Any other that is not
 * INCLUDED contributes nothing and is named. */
export interface CutChain {
  chainId: ChainId
  name: string
  inclusion: ChainInclusion
  number: bigint
  hash: Hash
  /** Seconds. */
  timestamp: bigint
  /** Height up to which the answer is final, never above `number`. */
  finalized: bigint
  isStale: boolean
}

/** One published state of everything. All of one answer is taken at one cut. */
export interface Cut {
  kind: 'FRONTIER' | 'ALIGNED'
  revision: number
  sequence: number
  /** Seconds: the latest chain time, or the wall clock at publication when that is earlier. */
  asOf: bigint
  chains: readonly CutChain[]
  /** Names this cut; a later query at it answers the same, or says why it cannot. */
  checkpoint: string
  /** Some followed chain is not included, or some source that the config added. */
  isPartial: boolean
  /** Asked at an older revision: answered from the newest. */
  isRevised: boolean
}
