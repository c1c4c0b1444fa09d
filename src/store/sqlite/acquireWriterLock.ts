import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import { StoreLockedError } from '../StoreLockedError.ts'
import { Sqlite } from './driver.ts'

/** Readers of the holder's row stay a moment only. */
const BUSY_TIMEOUT_MS = 250

/** Two writers that start at once take turns to sign; one of them is refused long before this. */
const ATTEMPTS_MAX = 10

export interface WriterLock {
  release(): void
}

interface HolderRow {
  pid: number
  since_ms: number
  nonce: number
}

/**
 * Makes this process the only writer of the store at `path`. The lock is an open write transaction on the small database
 * `<path>.lock`: the operating system ends it with the process, however that dies, so it cannot go stale. The file itself
 * stays. Throws `StoreLockedError`.
 */
export function acquireWriterLock(parameters: {
  path: string
  pid: number
  nowMs: number
}): WriterLock {
  const { path, pid, nowMs } = parameters
  const db = new Sqlite(`${path}.lock`, { timeout: BUSY_TIMEOUT_MS })
  try {
    sign(db, pid, nowMs)
  } catch (error) {
    const holder = isBusy(error) ? readHolder(db) : undefined
    db.close()
    if (!isBusy(error)) throw error
    throw new StoreLockedError({ path, pid: holder?.pid, sinceMs: holder?.since_ms })
  }
  return {
    release() {
      db.close()
    },
  }
}

/** Leaves `db` inside a write transaction, with the holder's row committed before it so that others can read it. */
function sign(db: Database, pid: number, nowMs: number): void {
  db.exec('BEGIN IMMEDIATE')
  db.exec(`CREATE TABLE IF NOT EXISTS holder
    (id INTEGER PRIMARY KEY CHECK (id = 1), pid INTEGER, since_ms INTEGER, nonce INTEGER)`)
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const nonce = (readHolder(db)?.nonce ?? 0) + 1
    db.prepare('INSERT OR REPLACE INTO holder VALUES (1, ?, ?, ?)').run(pid, nowMs, nonce)
    db.exec('COMMIT')
    db.exec('BEGIN IMMEDIATE')
    // Another writer may have signed between the two statements and been refused since.
    if (readHolder(db)?.nonce === nonce) return
  }
  assert(false, 'the holder of a writer lock could not sign')
}

function readHolder(db: Database): HolderRow | undefined {
  return db.prepare<[], HolderRow>('SELECT pid, since_ms, nonce FROM holder').get()
}

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')
}
