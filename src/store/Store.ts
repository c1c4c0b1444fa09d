import type { LogFilter, QuarantinedLog } from '../facts/Decoder.ts'
import type { Fact } from '../facts/Fact.ts'
import type { FactPosition } from '../facts/FactPosition.ts'
import type { Leg } from '../facts/Leg.ts'
import type { BlockRef, ChainId } from '../facts/primitives.ts'
import type { SeriesKey, SeriesRow } from '../facts/Series.ts'
import type { OtherReaders } from './Readings.ts'
import type { Incident, RecordedCoverage, RecordedProgress } from './Recorded.ts'
import type { RawLogSize, RawRange, RawSegment } from './raw/RawSegment.ts'
import type { Snapshot } from './Snapshot.ts'
import type { DigestCheck, DigestSample, StoreSize } from './Upkeep.ts'

/**
 * One batch of one chain. Everything in it becomes visible in one transaction, or nothing does. Amounts and hashes
 * survive exactly. A series row replaces the row of the same key and block. Facts and legs are idempotent by position
 * and block hash.
 */
export interface Commit {
  chainId: ChainId
  blocks: readonly BlockRef[]
  facts: readonly Fact[]
  legs: readonly Leg[]
  series: readonly SeriesRow[]
  quarantined: readonly QuarantinedLog[]
  progress: RecordedProgress
  coverage: readonly RecordedCoverage[]
  /** Wall clock of the publication, ms; recorded in the cut. */
  publishedAtMs: number
  /** Raises the dataset revision, with the reason: late knowledge. */
  revision?: string | undefined
  incidents?: readonly Incident[] | undefined
  /** Final raw logs to keep. */
  rawLogs?: readonly RawSegment[] | undefined
}

/** Removes a chain's derived rows above `ancestor`; orphaned facts and legs stay as evidence. */
export interface Retraction {
  chainId: ChainId
  ancestor: BlockRef
  publishedAtMs: number
  revision?: string | undefined
  incidents?: readonly Incident[] | undefined
}

/**
 * The embedded or remote database, in domain words. Writers are serial per store; readers use snapshots.
 * Throws `StoreLockedError` (pid and since when) when another process writes, `StoreTooNewError` on a newer schema.
 */
export interface Store {
  progress(chainId: ChainId): Promise<RecordedProgress | undefined>
  coverage(chainId: ChainId): Promise<readonly RecordedCoverage[]>
  /** Highest recorded canonical block below `number`. */
  blockBelow(chainId: ChainId, number: bigint): Promise<BlockRef | undefined>
  /** Latest values of many keys, by `seriesKeyId`; a key without rows is absent. */
  latest(keys: readonly SeriesKey[]): Promise<ReadonlyMap<string, readonly bigint[]>>
  /**
   * What these keys were before a block, by `seriesKeyId`; a key without any row is absent. For late knowledge, which
   * folds into the middle of a key's rows.
   */
  valuesBefore(keys: readonly SeriesKey[], block: bigint): Promise<ReadonlyMap<string, ValueBefore>>
  /** Rows of these keys from a block on, key by key, ascending. */
  rowsFrom(keys: readonly SeriesKey[], fromBlock: bigint): Promise<readonly SeriesRow[]>
  /** Returns the sequence of the cut it published. */
  commit(commit: Commit): Promise<number>
  /** Returns the sequence of the lowered cut. */
  retract(retraction: Retraction): Promise<number>
  /**
   * Canonical facts of a chain in chain order from a block on, in pages of bounded size; for refolds and `verify`.
   */
  facts(chainId: ChainId, fromBlock: bigint): AsyncIterable<readonly Fact[]>
  /** All canonical series rows of a chain, key by key, ascending in block, in pages of bounded size; for `verify`. */
  rows(chainId: ChainId): AsyncIterable<readonly SeriesRow[]>
  /** Records what must never be forgotten, alone. */
  recordIncident(incident: Incident): Promise<void>
  /**
   * Late knowledge: records late facts and legs of blocks already passed, replaces all legs of the transactions that
   * the given ones stand in, and all rows of the given keys from `fromBlock` on, in one transaction; a reason raises the revision.
   */
  refold(refold: Refold): Promise<number>
  /**
   * Kept raw logs of [fromBlock, toBlock] that hold everything these filters match: abutting or not, ascending; what is in
   * none of the ranges is not kept.
   */
  rawLogs(wanted: {
    chainId: ChainId
    filters: readonly LogFilter[]
    fromBlock: bigint
    toBlock: bigint
  }): AsyncIterable<RawRange>
  /** What the kept raw logs take, per chain. */
  rawLogSizes(): Promise<readonly RawLogSize[]>
  /** Drops the kept raw logs that end below a block. Returns their bytes. */
  pruneRawLogs(chainId: ChainId, below: bigint): Promise<number>
  snapshot(): Promise<Snapshot>
  /** Takes other readers of the database into account where nobody may read; call what it returns when they are gone. */
  shareWith(readers: OtherReaders): () => void
  /** Hashes what is recorded of a chain's blocks, all or a sample, and compares it with the digests written with it. */
  checkDigests(chainId: ChainId, sample?: DigestSample): Promise<DigestCheck>
  size(): Promise<StoreSize>
  close(): Promise<void>
}

/** Value of a key before a block, empty where it had none yet; `isLast` where no row follows. */
export interface ValueBefore {
  values: readonly bigint[]
  isLast: boolean
}

export interface Refold {
  chainId: ChainId
  fromBlock: bigint
  blocks: readonly BlockRef[]
  facts: readonly Fact[]
  /** All legs of their transactions: what else is recorded there is dropped. */
  legs: readonly Leg[]
  /** Keys whose rows from `fromBlock` on are dropped before `series` is written. */
  keys: readonly SeriesKey[]
  series: readonly SeriesRow[]
  quarantined: readonly QuarantinedLog[]
  coverage: readonly RecordedCoverage[]
  publishedAtMs: number
  /** Raises the revision; undefined while what is recorded is in no answer yet. */
  reason: string | undefined
  /** Recorded facts that go, and the legs of their transactions as far as `legs` does not replace them. */
  dropped?: readonly FactPosition[] | undefined
  /** Sources whose coverage is taken back, with what is quarantined of them: they are derived anew. */
  uncovered?: readonly string[] | undefined
  /** Final raw logs to keep. */
  rawLogs?: readonly RawSegment[] | undefined
  /** Blocks of which a kept raw segment lacked a log: it goes, and is asked for again when it is needed. */
  staleRawLogs?: readonly bigint[] | undefined
}
