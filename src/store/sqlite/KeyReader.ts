import type { Database } from 'better-sqlite3'
import type { SeriesKey, SeriesRow } from '../../facts/Series.ts'
import type { ValueBefore } from '../Store.ts'
import type { Dictionary } from './Dictionary.ts'
import { decodeIntegers } from './integers.ts'
import { storedHeight } from './storedNumber.ts'

/** Rows of single keys, for folding late knowledge into them. */
export interface KeyReader {
  /** What a key was before a block; undefined when it has no row at all. */
  before(key: SeriesKey, block: bigint): ValueBefore | undefined
  /** Rows of a key from a block on, ascending. */
  rowsFrom(key: SeriesKey, fromBlock: bigint): readonly SeriesRow[]
}

interface ValueRow {
  block_number: number
  value: Buffer
}

export function createKeyReader(db: Database, dictionary: Dictionary): KeyReader {
  const below = db.prepare<[number, number], ValueRow>(`SELECT block_number, value FROM series
    WHERE key_id = ? AND block_number < ? ORDER BY block_number DESC LIMIT 1`)
  const hasLater = db
    .prepare<[number, number], number>(
      'SELECT 1 FROM series WHERE key_id = ? AND block_number >= ? LIMIT 1',
    )
    .pluck()
  const rest = db.prepare<[number, number], ValueRow>(`SELECT block_number, value FROM series
    WHERE key_id = ? AND block_number >= ? ORDER BY block_number`)

  return {
    before(key, block) {
      const id = dictionary.findKey(key)
      if (id === undefined) return undefined
      const row = below.get(id, storedHeight(block))
      const isLast = hasLater.get(id, storedHeight(block)) === undefined
      if (row === undefined && isLast) return undefined
      return { values: row === undefined ? [] : decodeIntegers(row.value), isLast }
    },
    rowsFrom(key, fromBlock) {
      const id = dictionary.findKey(key)
      if (id === undefined) return []
      return rest.all(id, storedHeight(fromBlock)).map((row) => ({
        key,
        blockNumber: BigInt(row.block_number),
        values: decodeIntegers(row.value),
      }))
    },
  }
}
