import type { QuarantinedLog } from '../../facts/Decoder.ts'
import type { FactPosition } from '../../facts/FactPosition.ts'
import type { ChainId } from '../../facts/primitives.ts'
import type { Incident, RecordedCoverage, RecordedProgress } from '../Recorded.ts'
import type { RawSegment } from '../raw/RawSegment.ts'
import type { NewWords } from './Vocabulary.ts'

/**
 * A batch as columns, so that it crosses to the writer's thread as a few arrays. Addresses, texts and keys are session
 * numbers (`Vocabulary`), 0 for none; blocks are indexes into `blocks`; hashes are 64 hex digits each, one after the other.
 */
export interface EncodedBatch {
  chainId: ChainId
  words: NewWords
  blocks: EncodedBlocks
  transactions: EncodedTransactions
  facts: EncodedFacts
  legs: EncodedLegs
  series: EncodedSeries
  /** Rare, hence as they are; each with the index of its block. */
  quarantined: readonly { block: number; quarantined: QuarantinedLog }[]
  coverage: readonly RecordedCoverage[]
  rawLogs: readonly RawSegment[]
}

/** A `Commit` as columns. */
export interface EncodedCommit extends EncodedBatch {
  progress: RecordedProgress
  publishedAtMs: number
  revision: string | undefined
  incidents: readonly Incident[]
}

/** A `Refold` as columns. */
export interface EncodedRefold extends EncodedBatch {
  fromBlock: bigint
  /** How far down it changes anything; undefined when it changes nothing. */
  lowestBlock: bigint | undefined
  keys: Int32Array<ArrayBuffer>
  publishedAtMs: number
  reason: string | undefined
  dropped: readonly FactPosition[]
  uncovered: readonly string[]
  staleRawLogs: readonly bigint[]
}

export interface EncodedBlocks {
  /** The first so many are to be recorded; the others are recorded already and only referred to. */
  recordCount: number
  numbers: Float64Array<ArrayBuffer>
  timestamps: Float64Array<ArrayBuffer>
  hashes: string
}

/** Transactions that facts and legs stand in, each once. */
export interface EncodedTransactions {
  blocks: Int32Array<ArrayBuffer>
  slots: Float64Array<ArrayBuffer>
  hashes: string
}

export interface EncodedFacts {
  blocks: Int32Array<ArrayBuffer>
  orders: Float64Array<ArrayBuffer>
  kinds: Uint8Array<ArrayBuffer>
  decoders: Int32Array<ArrayBuffer>
  keys: Int32Array<ArrayBuffer>
  /** Offset after the payload of each. */
  ends: Int32Array<ArrayBuffer>
  payload: Uint8Array<ArrayBuffer>
  /** See `PayloadWriter`. */
  relocations: Int32Array<ArrayBuffer>
  /** Length of `relocations` after each. */
  relocationEnds: Int32Array<ArrayBuffer>
}

export interface EncodedSeries {
  keys: Int32Array<ArrayBuffer>
  numbers: Float64Array<ArrayBuffer>
  ends: Int32Array<ArrayBuffer>
  values: Uint8Array<ArrayBuffer>
}

export interface EncodedLegs {
  blocks: Int32Array<ArrayBuffer>
  /** `LEG_COLUMNS` numbers each. */
  columns: Float64Array<ArrayBuffer>
  /** `LEG_ENDS` offsets each: after the key, the payload hash (empty where it equals the key), the amount, the alias (may be empty). */
  ends: Int32Array<ArrayBuffer>
  bytes: Uint8Array<ArrayBuffer>
  bindings: readonly (string | null)[]
  /** Index of the leg, account, venue. */
  holders: Int32Array<ArrayBuffer>
}

/** Order, transaction index, way, step, bridge, asset, sender, recipient, origin, destination, reason (-1 for none). */
export const LEG_COLUMNS = 11

export const LEG_ENDS = 4
