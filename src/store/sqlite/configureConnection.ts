import type { Database } from 'better-sqlite3'

/** Only a checkpoint of another process' reader makes the writer wait. */
export const BUSY_TIMEOUT_MS = 5_000

/** Pages of 4 KiB: a backfill batch fits the log several times, a checkpoint stays short. */
const CHECKPOINT_PAGES = 4_000

/** KiB: the upper levels of the series tree of a large store. */
const CACHE_KIB = 16 * 1_024

/** Sets up a connection that writes. A power cut may lose the newest commits in WAL mode with NORMAL, never a part of one. */
export function configureConnection(db: Database): void {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  db.pragma(`cache_size = -${CACHE_KIB}`)
}
