import type { Database } from 'better-sqlite3'
import type { Fact } from '../../facts/Fact.ts'
import { type SeriesKey, seriesKeyId } from '../../facts/Series.ts'
import type { OtherReaders } from '../Readings.ts'
import type { RawRange } from '../raw/RawSegment.ts'
import type { Store, ValueBefore } from '../Store.ts'
import { StoreClosedError } from '../StoreClosedError.ts'
import type { WriterLock } from './acquireWriterLock.ts'
import { checkDigests } from './checkDigests.ts'
import { checkpoint } from './checkpoint.ts'
import { createLogTrimmer } from './createLogTrimmer.ts'
import { createReadings } from './createReadings.ts'
import { createDictionary } from './Dictionary.ts'
import { encodeCommit, encodeRefold } from './encodeCommit.ts'
import { type LatestRow, LatestValues } from './LatestValues.ts'
import type { RawLogsWanted } from './RawLogReader.ts'
import { createReaders, type Readers } from './Readers.ts'
import { createVocabulary } from './Vocabulary.ts'
import type { WriterPort } from './WriterPort.ts'

/** Words held in memory for reading, per kind of word: some megabytes at most. */
const WORDS_MAX = 10_000

/** Facts or series rows per page: a few hundred kilobytes. */
const ROWS_PER_PAGE = 2_000

/**
 * The store over an open, migrated database whose lock is held. `db` reads what is recorded; `writer` is the only one that
 * writes, each time in one transaction.
 */
export function createSqliteStore(parameters: {
  db: Database
  path: string
  lock: WriterLock
  writer: WriterPort
  /** Monotonic clock, ms: snapshots are bounded in time. */
  monotonic?: (() => number) | undefined
  logBytesMax?: number | undefined
}): Store {
  const { db, path, lock, writer, monotonic = () => 0, logBytesMax } = parameters
  const dictionary = createDictionary(db, WORDS_MAX)
  const readers = createReaders(db, dictionary)
  const readings = createReadings(path, monotonic)
  const { pool } = readings
  const others = new Set<OtherReaders>()
  const trimmer = createLogTrimmer({
    path,
    readings,
    others,
    checkpoint: () => writer.checkpoint(),
    monotonic,
    logBytesMax,
  })
  const vocabulary = createVocabulary()
  const latest = new LatestValues({ isComplete: isEmpty(db) })

  let closing: Promise<void> | undefined

  function read(): Readers {
    if (!db.open) throw new StoreClosedError()
    return readers
  }

  function write(): WriterPort {
    if (!db.open || closing !== undefined) throw new StoreClosedError()
    return writer
  }

  function latestOf(key: SeriesKey): LatestRow {
    const { series } = read()
    const number = vocabulary.heldKey(key)
    const held = latest.get(number)
    if (held !== undefined) return held
    const row = series.latest(key) ?? null
    latest.set(number, row)
    return row
  }

  function startOver(): void {
    if (vocabulary.trim()) latest.forget()
  }

  async function closeAll(): Promise<void> {
    pool.close()
    try {
      await writer.close()
      checkpoint(db)
    } finally {
      db.close()
      lock.release()
    }
  }

  return {
    progress: async (chainId) => read().state.progressOf(chainId),
    coverage: async (chainId) => read().state.coverageOf(chainId),
    blockBelow: async (chainId, number) => read().blocks.at(chainId, number - 1n),
    async latest(keys) {
      const values = new Map<string, readonly bigint[]>()
      for (const key of keys) {
        const row = latestOf(key)
        if (row !== null) values.set(seriesKeyId(key), row.values)
      }
      return values
    },
    async valuesBefore(keys, block) {
      const { keys: reader } = read()
      const values = new Map<string, ValueBefore>()
      for (const key of keys) {
        const before = reader.before(key, block)
        if (before !== undefined) values.set(seriesKeyId(key), before)
      }
      return values
    },
    rowsFrom: async (keys, fromBlock) =>
      keys.flatMap((key) => read().keys.rowsFrom(key, fromBlock)),
    async commit(batch) {
      const port = write()
      startOver()
      const { generation } = latest
      const encoded = encodeCommit(batch, vocabulary)
      const sequence = await port.commit(encoded)
      if (latest.generation === generation) latest.record(encoded.series.keys, batch.series)
      trimmer.notice()
      return sequence
    },
    async retract(retraction) {
      const sequence = await write().retract(retraction)
      latest.forget()
      return sequence
    },
    async refold(batch) {
      const port = write()
      startOver()
      const sequence = await port.refold(encodeRefold(batch, vocabulary))
      latest.forget()
      return sequence
    },
    facts: (chainId, fromBlock) =>
      pages((after: Fact | undefined) =>
        read().facts.page(chainId, after === undefined ? { fromBlock } : { after }, ROWS_PER_PAGE),
      ),
    rows: (chainId) => pages((after) => read().series.page(chainId, after, ROWS_PER_PAGE)),
    rawLogs: (wanted) => rawRanges(() => read().rawLogs, wanted),
    rawLogSizes: async () => read().rawLogs.sizes(),
    pruneRawLogs: async (chainId, below) => write().pruneRawLogs({ chainId, below }),
    recordIncident: async (incident) => write().recordIncident(incident),
    snapshot: () => readings.snapshot(),
    shareWith(readers) {
      others.add(readers)
      return () => {
        others.delete(readers)
      }
    },
    async checkDigests(chainId, sample) {
      const reader = await pool.acquire()
      try {
        return checkDigests(reader.db, chainId, sample)
      } finally {
        pool.release(reader)
      }
    },
    size: () => readings.size(),
    async close() {
      closing ??= closeAll()
      await closing
    },
  }
}

/** One range at a time: a chain's raw logs do not fit in memory. */
async function* rawRanges(
  reader: () => Readers['rawLogs'],
  wanted: RawLogsWanted,
): AsyncGenerator<RawRange> {
  let { fromBlock } = wanted
  while (fromBlock <= wanted.toBlock) {
    const range = reader().range({ ...wanted, fromBlock })
    if (range !== undefined) yield range
    const next =
      range === undefined
        ? reader().next({ ...wanted, fromBlock: fromBlock + 1n })
        : range.toBlock + 1n
    if (next === undefined) return
    fromBlock = next
  }
}

/** Pages of rows, each read after the last row of the one before, until one is empty. */
async function* pages<row>(
  next: (after: row | undefined) => readonly row[],
): AsyncGenerator<readonly row[]> {
  let page = next(undefined)
  for (;;) {
    const after = page.at(-1)
    if (after === undefined) return
    yield page
    page = next(after)
  }
}

/** Without a series key there is no row of any. */
function isEmpty(db: Database): boolean {
  return db.prepare('SELECT 1 FROM series_key LIMIT 1').get() === undefined
}
