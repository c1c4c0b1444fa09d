import type { CoverageSpan } from '../../../facts/Coverage.ts'
import type { BlockRef, ChainId } from '../../../facts/primitives.ts'

/** What the process knows of a chain beyond the store's snapshot. */
export interface LiveChain {
  chainId: ChainId
  name: string
  /** Block in the store that `head`, `safe` and `finalized` extend. */
  recorded: BlockRef | undefined
  head: BlockRef | undefined
  /** Blocks above `recorded` that the store has not got yet, ascending, `head` last. They carry no facts. */
  pending: readonly BlockRef[]
  /** How far those blocks were verified; undefined where nobody knows. */
  spans?: readonly CoverageSpan[] | undefined
  safe: bigint
  finalized: bigint
  halted: { code: string; text: string } | undefined
  /** Why nothing new is recorded at the moment, such as a full disk; what is recorded is served. */
  waiting?: { code: string; text: string } | undefined
  /** No endpoint has confirmed the head within the limit. */
  isStale: boolean
}
