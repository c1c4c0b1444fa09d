import type { LogFilter } from '../../facts/Decoder.ts'
import type { BlockRef, ChainId } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'

/** A filter as it was asked: of the blocks before `startBlock` what it matches was left out. */
export interface HeldFilter extends LogFilter {
  startBlock: bigint
}

/** Final raw logs of a range as they are handed over to be kept, so that a changed decoder need not ask the chain again. */
export interface RawSegment {
  fromBlock: bigint
  toBlock: bigint
  /** What was asked for, see `spellFilters`: every log of the range that one of these matches is in it. */
  filters: string
  logCount: number
  /** See `encodeRawLogs`; the writer compresses the columns. */
  columns: Uint8Array<ArrayBuffer>
  hashes: Uint8Array<ArrayBuffer>
}

/** Every kept log of a range that the wanted filters match, and maybe others, with the blocks they stand in. */
export interface RawRange {
  fromBlock: bigint
  toBlock: bigint
  blocks: readonly BlockRef[]
  /** In chain order. */
  logs: readonly RawLog[]
}

/** What the raw logs of one chain take. */
export interface RawLogSize {
  chainId: ChainId
  /** Compressed. */
  bytes: number
  logs: number
  /** Lowest and highest block that any is kept of; there may be gaps between. */
  fromBlock: bigint
  toBlock: bigint
}
