import type { Readings } from '../Readings.ts'
import { createSnapshot, SNAPSHOT_MS_MAX } from './createSnapshot.ts'
import { createReaderPool, type ReaderPool } from './ReaderPool.ts'
import { readSize } from './readSize.ts'

export interface SqliteReadings extends Readings {
  pool: ReaderPool
  /** Gives up snapshots that have been out for too long; to be called now and then. */
  expire(): void
}

/** Snapshots of the database at `path`, on read-only connections of their own; `monotonic` (ms) bounds them in time. */
export function createReadings(path: string, monotonic: () => number): SqliteReadings {
  const pool = createReaderPool(path, { monotonic })
  return {
    pool,
    expire: () => pool.expire(monotonic() - SNAPSHOT_MS_MAX),
    async snapshot() {
      const reader = await pool.acquire()
      try {
        return createSnapshot(reader, pool)
      } catch (error) {
        if (reader.db.inTransaction) reader.db.exec('ROLLBACK')
        pool.release(reader)
        throw error
      }
    },
    async size() {
      const reader = await pool.acquire()
      try {
        return readSize(reader.db, path)
      } finally {
        pool.release(reader)
      }
    },
  }
}
