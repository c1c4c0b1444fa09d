import type { Database } from 'better-sqlite3'
import type { Fact } from '../../facts/Fact.ts'
import { seriesKeyId } from '../../facts/Series.ts'
import type { Snapshot } from '../Snapshot.ts'
import type { Store } from '../Store.ts'
import { StoreClosedError } from '../StoreClosedError.ts'
import { StoreFullError } from '../StoreFullError.ts'
import type { WriterLock } from './acquireWriterLock.ts'
import { commit } from './commit.ts'
import { createSnapshot } from './createSnapshot.ts'
import { createDictionary } from './Dictionary.ts'
import { Sqlite } from './driver.ts'
import { createReaderPool } from './ReaderPool.ts'
import { createReaders, type Readers } from './Readers.ts'
import { refold } from './refold.ts'
import { retract } from './retract.ts'
import { createWriters } from './Writers.ts'

/** Words held in memory by the writer, per kind of word: some tens of megabytes at most. */
const WORDS_MAX = 100_000

/** Facts or series rows per page: a few hundred kilobytes. */
const ROWS_PER_PAGE = 2_000

/** The store over an open, migrated database whose lock is held. Every write is one synchronous transaction. */
export function createSqliteStore(parameters: {
  db: Database
  path: string
  lock: WriterLock
}): Store {
  const { db, path, lock } = parameters
  const dictionary = createDictionary(db, WORDS_MAX)
  const writers = createWriters(db, dictionary)
  const readers = createReaders(db, dictionary)
  const pool = createReaderPool(path)

  function read(): Readers {
    if (!db.open) throw new StoreClosedError()
    return readers
  }

  function write<result>(record: () => result): result {
    if (!db.open) throw new StoreClosedError()
    try {
      return db.transaction(record).immediate()
    } catch (error) {
      dictionary.forget()
      throw isFull(error) ? new StoreFullError({ path, cause: error }) : error
    }
  }

  async function snapshot(): Promise<Snapshot> {
    const reader = await pool.acquire()
    try {
      return createSnapshot(reader, pool)
    } catch (error) {
      if (reader.db.inTransaction) reader.db.exec('ROLLBACK')
      pool.release(reader)
      throw error
    }
  }

  return {
    progress: async (chainId) => read().state.progressOf(chainId),
    coverage: async (chainId) => read().state.coverageOf(chainId),
    blockBelow: async (chainId, number) => read().blocks.at(chainId, number - 1n),
    async latest(keys) {
      const { series } = read()
      const values = new Map<string, readonly bigint[]>()
      for (const key of keys) {
        const latest = series.latest(key)
        if (latest !== undefined) values.set(seriesKeyId(key), latest)
      }
      return values
    },
    commit: async (batch) => write(() => commit(writers, batch)),
    retract: async (retraction) => write(() => retract(writers, retraction)),
    refold: async (batch) => write(() => refold(writers, batch)),
    facts: (chainId, fromBlock) =>
      pages((after: Fact | undefined) =>
        read().facts.page(chainId, after === undefined ? { fromBlock } : { after }, ROWS_PER_PAGE),
      ),
    rows: (chainId) => pages((after) => read().series.page(chainId, after, ROWS_PER_PAGE)),
    recordIncident: async (incident) => write(() => writers.evidence.incident(incident)),
    snapshot,
    async close() {
      if (!db.open) return
      pool.close()
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.close()
      lock.release()
    },
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

function isFull(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code === 'SQLITE_FULL'
}
