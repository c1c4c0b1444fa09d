import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import type { ChainId } from '../../facts/primitives.ts'
import type { EncodedSeries } from './EncodedBatch.ts'
import type { StoredWords } from './StoredWords.ts'
import { storedNumber } from './storedNumber.ts'

export interface SeriesWriter {
  /** Writes rows; those above `recentAbove` are listed, so that a shallow reorg finds them again. */
  record(
    chainId: ChainId,
    rows: EncodedSeries,
    height: { indexed: number; recentAbove: number },
  ): void
  /** Drops the rows of one key from a block on. */
  dropKey(key: number, fromBlock: bigint): void
  /** Drops the rows of a chain above a block; `isListed` says that the list reaches down to it. */
  dropAbove(chainId: ChainId, number: bigint, isListed: boolean): void
  /** Forgets the list of rows at or below a block. */
  settle(chainId: ChainId, recentAbove: number): void
}

export function createSeriesWriter(db: Database, words: StoredWords): SeriesWriter {
  const { insert, list, dropKey, dropListed, dropOfAllKeys, unlistAbove, unlistUpTo } =
    prepareStatements(db)

  return {
    record(chainId, { keys, numbers, ends, values }, { indexed, recentAbove }) {
      const bytes = Buffer.from(values.buffer, values.byteOffset, values.length)
      let start = 0
      for (let i = 0; i < keys.length; i += 1) {
        const end = ends[i] ?? start
        const keyId = words.key(keys[i] ?? 0)
        const number = numbers[i] ?? 0
        assert(number <= indexed, 'a series row is above the indexed height')
        insert.run(keyId, number, bytes.subarray(start, end))
        if (number > recentAbove) list.run(chainId, number, keyId)
        start = end
      }
    },
    // The list may go on naming a dropped row: dropping it once more changes nothing.
    dropKey(key, fromBlock) {
      dropKey.run(words.key(key), storedNumber(fromBlock))
    },
    dropAbove(chainId, number, isListed) {
      const drop = isListed ? dropListed : dropOfAllKeys
      drop.run(chainId, storedNumber(number))
      unlistAbove.run(chainId, storedNumber(number))
    },
    settle(chainId, recentAbove) {
      unlistUpTo.run(chainId, recentAbove)
    },
  }
}

function prepareStatements(db: Database) {
  const insert = db.prepare<[number, number, Buffer]>(
    'INSERT OR REPLACE INTO series (key_id, block_number, value) VALUES (?, ?, ?)',
  )
  const list = db.prepare<[number, number, number]>(
    'INSERT OR IGNORE INTO series_recent (chain, block_number, key_id) VALUES (?, ?, ?)',
  )
  const dropKey = db.prepare<[number, number]>(
    'DELETE FROM series WHERE key_id = ? AND block_number >= ?',
  )
  const dropListed = db.prepare<[number, number]>(`DELETE FROM series
    WHERE (key_id, block_number) IN
      (SELECT key_id, block_number FROM series_recent WHERE chain = ? AND block_number > ?)`)
  const dropOfAllKeys = db.prepare<[number, number]>(`DELETE FROM series
    WHERE key_id IN (SELECT id FROM series_key WHERE chain = ?) AND block_number > ?`)
  const unlistAbove = db.prepare<[number, number]>(
    'DELETE FROM series_recent WHERE chain = ? AND block_number > ?',
  )
  const unlistUpTo = db.prepare<[number, number]>(
    'DELETE FROM series_recent WHERE chain = ? AND block_number <= ?',
  )
  return { insert, list, dropKey, dropListed, dropOfAllKeys, unlistAbove, unlistUpTo }
}
