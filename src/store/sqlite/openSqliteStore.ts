import type { Database } from 'better-sqlite3'
import type { Store } from '../Store.ts'
import { StoreFullError } from '../StoreFullError.ts'
import { StoreUnreachableError } from '../StoreUnreachableError.ts'
import { acquireWriterLock } from './acquireWriterLock.ts'
import { assertPlimsollFile } from './assertPlimsollFile.ts'
import { BUSY_TIMEOUT_MS, configureConnection } from './configureConnection.ts'
import { createSqliteStore } from './createSqliteStore.ts'
import { createWriter } from './createWriter.ts'
import { Sqlite } from './driver.ts'
import { isFull } from './isFull.ts'
import { startWriterThread } from './thread/startWriterThread.ts'
import { upgradeStore } from './upgradeStore.ts'
import type { WriterPort } from './WriterPort.ts'

/** KiB of the connection that only reads, beside a writer in a thread. */
const READ_CACHE_KIB = 4 * 1_024

/**
 * Opens the store at `path` for writing, creating it when there is none. `pid` and `nowMs` (wall clock, ms) sign the
 * writer's lock. Throws `StoreUnreachableError`, `StoreForeignError`, `StoreLockedError`, `StoreTooNewError`,
 * `StoreAlteredError`, `StoreFullError`.
 */
export async function openSqliteStore(parameters: {
  path: string
  pid: number
  nowMs: number
  /** Write in a thread of its own; without, every write is done when its promise is made. */
  thread?: boolean
  /** Monotonic clock, ms: snapshots are bounded in time. Without it they are not. */
  monotonic?: () => number
  /** Bytes of the write-ahead log from which it is cut back. */
  logBytesMax?: number
  /** Takes a sentence for the operator, such as that an older schema is upgraded. */
  notice?: (sentence: string) => void
}): Promise<Store> {
  const { path, pid, nowMs, thread = false, notice = () => undefined } = parameters
  const db = openFile(path)
  try {
    assertPlimsollFile(db, path)
    const lock = acquireWriterLock({ path: canonicalPath(db), pid, nowMs })
    try {
      configureConnection(db)
      upgradeStore(db, { path, nowMs, notice })
      const writer = await openWriter(db, path, thread)
      const { monotonic, logBytesMax } = parameters
      return createSqliteStore({ db, path, lock, writer, monotonic, logBytesMax })
    } catch (error) {
      lock.release()
      throw error
    }
  } catch (error) {
    db.close()
    throw isFull(error) ? new StoreFullError({ path, cause: error }) : error
  }
}

function openFile(path: string): Database {
  try {
    return new Sqlite(path, { timeout: BUSY_TIMEOUT_MS })
  } catch (cause) {
    throw new StoreUnreachableError({ path, cause })
  }
}

/** The path as SQLite resolved it: two spellings of one file share one lock. */
function canonicalPath(db: Database): string {
  const file = db
    .prepare<[], string>(`SELECT file FROM pragma_database_list WHERE name = 'main'`)
    .pluck()
    .get()
  return file === undefined || file === '' ? db.name : file
}

async function openWriter(db: Database, path: string, thread: boolean): Promise<WriterPort> {
  if (!thread) return createWriter({ db, path })
  const writer = await startWriterThread(path)
  db.pragma('query_only = ON')
  db.pragma(`cache_size = -${READ_CACHE_KIB}`)
  return writer
}
