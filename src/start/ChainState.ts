import type { CoverageSpan } from '../facts/Coverage.ts'
import type { BlockRef, ChainId } from '../facts/primitives.ts'

/**
 * What the ingest of one chain knows beyond the store: empty blocks move the head here and are recorded later, together
 * with the next rows or every 10 seconds. A reader joins it to a snapshot only while `recorded` is what the snapshot says.
 */
export interface ChainState {
  chainId: ChainId
  /** Block up to which the store records, undefined before the first commit. */
  recorded: BlockRef | undefined
  head: BlockRef | undefined
  /** Blocks above `recorded` that are not written yet, ascending. */
  pending: BlockRef[]
  /** How far the blocks above `recorded` were verified when they were read. */
  spans: readonly CoverageSpan[]
  safe: bigint
  finalized: bigint
  phase: 'backfill' | 'live'
  /** Last block whose history was pruned, -1 where it is whole; nobody prunes while the program runs. */
  horizon: bigint
  /** Whether the store was asked for the first covered block, and given it. */
  hasStartBlock: boolean
  /** Sentence for the reader once this chain stopped being followed. */
  halted: { code: string; text: string } | undefined
  /** Logs handled since the start, for events/s. */
  eventCount: number
  flushedAtMs: number
}

export function createChainState(chainId: ChainId, nowMs: number): ChainState {
  return {
    chainId,
    recorded: undefined,
    head: undefined,
    pending: [],
    spans: [],
    safe: 0n,
    finalized: 0n,
    phase: 'backfill',
    horizon: -1n,
    hasStartBlock: false,
    halted: undefined,
    eventCount: 0,
    flushedAtMs: nowMs,
  }
}
