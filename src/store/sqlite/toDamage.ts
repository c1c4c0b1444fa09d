import { InvariantError } from '../../errors/assert.ts'
import { Sqlite } from './driver.ts'

/**
 * A sentence about a failure that only a damaged file explains: SQLite found it malformed, or a row does not decode. Other
 * errors are thrown again.
 */
export function toDamage(error: unknown): string {
  if (error instanceof Sqlite.SqliteError && isDamage(error)) {
    return `SQLite cannot read it: ${error.message} (${error.code}).`
  }
  if (error instanceof InvariantError) return `A row cannot be read: ${error.message}.`
  if (error instanceof SyntaxError || error instanceof RangeError) {
    return `A row cannot be read (${error.name}).`
  }
  throw error
}

/** The schema is text inside the file: a damaged one names other tables. */
function isDamage({ code, message }: { code: string; message: string }): boolean {
  if (code === 'SQLITE_ERROR') return /malformed|no such (table|column|index)/.test(message)
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB'
}
