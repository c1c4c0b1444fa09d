import type { CoverageSpan } from '../facts/Coverage.ts'
import type { BlockRef, ChainId } from '../facts/primitives.ts'

/** What the store knows of one chain. */
export interface RecordedProgress {
  chainId: ChainId
  /** Height of ingest: every log of every covered source set up to here is recorded. */
  indexed: BlockRef
  safe: bigint
  finalized: bigint
  /** A chain joins frontier cuts once it is inside its staleness limit. */
  phase: 'backfill' | 'live'
}

/** Gap-free range of one source set; `fromTimestamp` is that of the first covered block, 0 at genesis. */
export interface RecordedCoverage {
  chainId: ChainId
  sourceId: string
  /** Digest of the filters; a changed one is another source set. */
  filterDigest: string
  fromBlock: bigint
  fromTimestamp: bigint
  toBlock: bigint
  /** Name and version of the decoder that turned its logs into facts; another one has to derive them anew. */
  decoder: string
  /** How far each stretch may be trusted to be complete, ascending; the last ends at `toBlock`. */
  spans: readonly CoverageSpan[]
}

/** Something that must never be forgotten, such as a reorg below finalized. */
export interface Incident {
  code: string
  chainId: ChainId
  atMs: number
  text: string
  evidence: Readonly<Record<string, string>>
}
