import type { Database, Statement } from 'better-sqlite3'

export type StoredValue = number | Buffer

/** Rows per statement: most of what a row costs is starting a statement; from here on more rows gain little. */
const ROWS_PER_STATEMENT = 16

/**
 * Prepares `insert`, which ends with its list of `width` columns, for many rows. What it returns takes the values of all rows
 * one after the other and inserts them in that order. Inside one write transaction.
 */
export function createInsertRows(
  db: Database,
  insert: string,
  width: number,
): (values: readonly StoredValue[]) => void {
  const one: Statement<[readonly StoredValue[]]> = db.prepare(toSql(insert, width, 1))
  const many: Statement<[readonly StoredValue[]]> = db.prepare(
    toSql(insert, width, ROWS_PER_STATEMENT),
  )
  const step = ROWS_PER_STATEMENT * width

  return (values) => {
    let at = 0
    for (; at + step <= values.length; at += step) many.run(values.slice(at, at + step))
    for (; at < values.length; at += width) one.run(values.slice(at, at + width))
  }
}

function toSql(insert: string, width: number, rows: number): string {
  const row = `(${Array(width).fill('?').join()})`
  return `${insert} VALUES ${Array(rows).fill(row).join()}`
}
