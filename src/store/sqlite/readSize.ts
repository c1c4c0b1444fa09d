import { statSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import type { StoreSize } from '../Upkeep.ts'

/** Bytes on disk of an open database. Reads the header and the folder only, so that it may be asked often. */
export function readSize(db: Database, path: string): StoreSize {
  const pageBytes = readNumber(db, 'page_size')
  return {
    databaseBytes: readNumber(db, 'page_count') * pageBytes,
    walBytes: statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    rawLogBytes: db.prepare<[], number>('SELECT total(size) FROM raw_segment').pluck().get() ?? 0,
    reusableBytes: readNumber(db, 'freelist_count') * pageBytes,
  }
}

function readNumber(db: Database, pragma: 'page_size' | 'page_count' | 'freelist_count'): number {
  const value = db.pragma(pragma, { simple: true })
  assert(typeof value === 'number', `PRAGMA ${pragma} is a number`)
  return value
}
