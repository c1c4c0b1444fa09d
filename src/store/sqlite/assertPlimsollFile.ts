import type { Database } from 'better-sqlite3'
import { StoreForeignError } from '../StoreForeignError.ts'
import { Sqlite } from './driver.ts'

/** "Plim" in ASCII: the mark in the header of every store, set by its first migration. */
export const APPLICATION_ID = 0x506c_696d

/** Accepts a Plimsoll store, and an empty file unless told otherwise. Reads only. Throws `StoreForeignError`. */
export function assertPlimsollFile(
  db: Database,
  path: string,
  { mayBeEmpty = true }: { mayBeEmpty?: boolean } = {},
): void {
  const found = describe(db, path, mayBeEmpty)
  if (found !== undefined) throw new StoreForeignError({ path, found })
}

function describe(db: Database, path: string, mayBeEmpty: boolean): string | undefined {
  try {
    const mark = db.pragma('application_id', { simple: true })
    if (mark === APPLICATION_ID) return undefined
    const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()
    if (mark === 0 && tables === 0) return mayBeEmpty ? undefined : 'it is empty'
    return 'it is the SQLite database of another program'
  } catch (cause) {
    if (!(cause instanceof Sqlite.SqliteError) || cause.code !== 'SQLITE_NOTADB') throw cause
    throw new StoreForeignError({ path, found: 'it is no SQLite database', cause })
  }
}
