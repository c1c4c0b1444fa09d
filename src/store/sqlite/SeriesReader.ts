import type { Database } from 'better-sqlite3'
import type { ChainId } from '../../facts/primitives.ts'
import type { SeriesKey, SeriesRow } from '../../facts/Series.ts'
import type { CutHeights, SeriesSelector } from '../Snapshot.ts'
import { type Dictionary, NONE } from './Dictionary.ts'
import { decodeIntegers } from './integers.ts'
import { createSeriesKeys } from './selectSeriesKeys.ts'
import { storedHeight } from './storedNumber.ts'

export interface SeriesReader {
  /** Newest row of a key, undefined when it has none. */
  latest(key: SeriesKey): { blockNumber: number; values: readonly bigint[] } | undefined
  /** Newest row at or below the cut of every selected key. */
  select(selector: SeriesSelector, at: CutHeights): readonly SeriesRow[]
  /**
   * Smallest first value in force at the end of any block of [from, to]. The value of `from` is that of the newest row at
   * or below it; where there is none, the key has no value until its first row.
   */
  lowest(key: SeriesKey, fromBlock: bigint, toBlock: bigint): bigint | undefined
  /** At most `limit` rows of a chain after a row, or from the first on: key by key, ascending in block. */
  page(chainId: ChainId, after: SeriesRow | undefined, limit: number): readonly SeriesRow[]
}

interface ValueRow {
  block_number: number
  value: Buffer
}

interface PageRow extends ValueRow {
  key_id: number
}

export function createSeriesReader(db: Database, dictionary: Dictionary): SeriesReader {
  const selectKeys = createSeriesKeys(db, dictionary)
  const { newest, between, restOfKey, laterKeys } = prepareStatements(db)

  return {
    latest(key) {
      const id = dictionary.findKey(key)
      const row = id === undefined ? undefined : newest.get(id, Number.MAX_SAFE_INTEGER)
      if (row === undefined) return undefined
      return { blockNumber: row.block_number, values: decodeIntegers(row.value) }
    },
    select(selector, at) {
      const rows: SeriesRow[] = []
      for (const id of selectKeys(selector)) {
        const height = at.get(dictionary.key(id).chainId)
        const row = height === undefined ? undefined : newest.get(id, storedHeight(height))
        if (row !== undefined) rows.push(toRow(dictionary.key(id), row))
      }
      return rows
    },
    lowest(key, fromBlock, toBlock) {
      const id = dictionary.findKey(key)
      if (id === undefined || toBlock < fromBlock) return undefined
      const from = storedHeight(fromBlock)
      const entering = newest.get(id, from)
      const values = between.all(id, from, storedHeight(toBlock))
      if (entering !== undefined) values.push(entering.value)
      return smallest(values.map((value) => decodeIntegers(value)[0]))
    },
    page(chainId, after, limit) {
      const key = after === undefined ? NONE : (dictionary.findKey(after.key) ?? NONE)
      const rows =
        after === undefined ? [] : restOfKey.all(key, storedHeight(after.blockNumber), limit)
      if (rows.length < limit) rows.push(...laterKeys.all(chainId, key, limit - rows.length))
      return rows.map((row) => toRow(dictionary.key(row.key_id), row))
    },
  }
}

function toRow(key: SeriesKey, row: ValueRow): SeriesRow {
  return { key, blockNumber: BigInt(row.block_number), values: decodeIntegers(row.value) }
}

function smallest(values: readonly (bigint | undefined)[]): bigint | undefined {
  let lowest: bigint | undefined
  for (const value of values) {
    if (value !== undefined && (lowest === undefined || value < lowest)) lowest = value
  }
  return lowest
}

function prepareStatements(db: Database) {
  const newest = db.prepare<[number, number], ValueRow>(`SELECT block_number, value FROM series
    WHERE key_id = ? AND block_number <= ? ORDER BY block_number DESC LIMIT 1`)
  const between = db
    .prepare<[number, number, number], Buffer>(
      'SELECT value FROM series WHERE key_id = ? AND block_number > ? AND block_number <= ?',
    )
    .pluck()
  const restOfKey = db.prepare<
    [number, number, number],
    PageRow
  >(`SELECT key_id, block_number, value
    FROM series WHERE key_id = ? AND block_number > ? ORDER BY block_number LIMIT ?`)
  const laterKeys = db.prepare<[number, number, number], PageRow>(
    `SELECT s.key_id, s.block_number, s.value
    FROM series_key k CROSS JOIN series s ON s.key_id = k.id
    WHERE k.chain = ? AND k.id > ? ORDER BY k.id, s.block_number LIMIT ?`,
  )
  return { newest, between, restOfKey, laterKeys }
}
