import type { Database } from 'better-sqlite3'
import type { Store } from '../Store.ts'
import { StoreUnreachableError } from '../StoreUnreachableError.ts'
import { acquireWriterLock } from './acquireWriterLock.ts'
import { assertPlimsollFile } from './assertPlimsollFile.ts'
import { createSqliteStore } from './createSqliteStore.ts'
import { Sqlite } from './driver.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations.ts'

/** Only a checkpoint of another process' reader makes the writer wait. */
const BUSY_TIMEOUT_MS = 5_000

/** Pages of 4 KiB: a backfill batch fits the log several times, a checkpoint stays short. */
const CHECKPOINT_PAGES = 4_000

/** KiB: the upper levels of the series tree of a large store. */
const CACHE_KIB = 64 * 1_024

/**
 * Opens the store at `path` for writing, creating it when there is none. `pid` and `nowMs` (wall clock, ms) sign the
 * writer's lock. Throws `StoreUnreachableError`, `StoreForeignError`, `StoreLockedError`, `StoreTooNewError`,
 * `StoreAlteredError`.
 */
export async function openSqliteStore(parameters: {
  path: string
  pid: number
  nowMs: number
}): Promise<Store> {
  const { path, pid, nowMs } = parameters
  const db = openFile(path)
  try {
    assertPlimsollFile(db, path)
    const lock = acquireWriterLock({ path: canonicalPath(db), pid, nowMs })
    try {
      configure(db)
      migrate(db, { path, migrations, nowMs })
      return createSqliteStore({ db, path, lock })
    } catch (error) {
      lock.release()
      throw error
    }
  } catch (error) {
    db.close()
    throw error
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

/** A power cut may lose the newest commits in WAL mode with NORMAL, never a part of one. */
function configure(db: Database): void {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  db.pragma(`cache_size = -${CACHE_KIB}`)
}
