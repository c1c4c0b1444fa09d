import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import { StoreFencedError } from '../StoreFencedError.ts'

/** The right to write, as a number that every new writer raises. */
export interface Lease {
  /** Throws `StoreFencedError` when another writer has come since. Inside a write transaction only. */
  assertHeld(): void
}

/**
 * Takes the lease of a database whose lock is held. The lock of the operating system falls with its file, so that a process
 * that was paused may wake up beside a second writer: the number inside the database tells it before it writes.
 */
export function createLease(db: Database, path: string): Lease {
  const raise = db
    .prepare<[], number>('UPDATE lease SET epoch = epoch + 1 WHERE id = 1 RETURNING epoch')
    .pluck()
  const read = db.prepare<[], number>('SELECT epoch FROM lease WHERE id = 1').pluck()
  const own = db.transaction(() => raise.get()).immediate()
  assert(own !== undefined, 'a store has a lease')

  return {
    assertHeld() {
      if (read.get() !== own) throw new StoreFencedError({ path })
    },
  }
}
