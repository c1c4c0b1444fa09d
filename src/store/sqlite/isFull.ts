import { Sqlite } from './driver.ts'

/**
 * Whether a statement failed for lack of room. Beside the database and its log, the index of the log in shared memory has to
 * grow too, once per 4,096 pages; SQLite calls that one an I/O error.
 */
export function isFull(error: unknown): boolean {
  return (
    error instanceof Sqlite.SqliteError &&
    (error.code === 'SQLITE_FULL' || error.code === 'SQLITE_IOERR_SHMSIZE')
  )
}
