import type { Database } from 'better-sqlite3'
import { BUSY_TIMEOUT_MS } from './configureConnection.ts'
import { isFull } from './isFull.ts'

/** The writer writes nothing while it waits for readers to go. */
const WAIT_MS = 100

/**
 * Moves the write-ahead log into the database and cuts it back to nothing; false when a reader was in the way, or the disk had
 * no room for the database to grow: the log stays then, and whoever opens the store reads it.
 */
export function checkpoint(db: Database): boolean {
  db.pragma(`busy_timeout = ${WAIT_MS}`)
  try {
    // CAST: the pragma answers one row, whose `busy` is 0 or 1.
    const [row] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    return row?.busy === 0
  } catch (error) {
    if (!isFull(error)) throw error
    return false
  } finally {
    db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  }
}
