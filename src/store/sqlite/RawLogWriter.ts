import type { Database } from 'better-sqlite3'
import type { ChainId } from '../../facts/primitives.ts'
import { compressRawLogs } from '../raw/packRawLogs.ts'
import type { RawSegment } from '../raw/RawSegment.ts'
import { storedNumber } from './storedNumber.ts'

export interface RawLogWriter {
  /** Keeps segments; one of the same first block and filters is replaced. */
  record(chainId: ChainId, segments: readonly RawSegment[]): void
  /** Drops every segment that reaches into these blocks: it is known to lack a log. */
  dropBlocks(chainId: ChainId, blocks: readonly bigint[]): void
  /** Drops every segment that reaches above a block. */
  dropAbove(chainId: ChainId, number: bigint): void
  /** Drops every segment that ends below a block. Returns the bytes that it held. */
  prune(chainId: ChainId, below: bigint): number
}

export function createRawLogWriter(db: Database): RawLogWriter {
  const statements = prepareStatements(db)
  const { findFilter, insertFilter, findSegment, insertSegment, insertBytes } = statements

  function filterId({ filters }: RawSegment): number {
    return findFilter.get(filters) ?? Number(insertFilter.run(filters).lastInsertRowid)
  }

  function drop(ids: readonly number[]): void {
    for (const id of ids) {
      statements.dropSegment.run(id)
      statements.dropBytes.run(id)
    }
  }

  return {
    record(chainId, segments) {
      for (const segment of segments) {
        const { fromBlock, toBlock, logCount } = segment
        const bytes = compressRawLogs(segment)
        const [filter, from] = [filterId(segment), storedNumber(fromBlock)]
        drop(findSegment.all(chainId, from, filter))
        const row = [chainId, from, storedNumber(toBlock), filter, logCount, bytes.length] as const
        const { lastInsertRowid } = insertSegment.run(...row)
        insertBytes.run(lastInsertRowid, bytes)
      }
    },
    dropBlocks(chainId, blocks) {
      for (const number of blocks) {
        const height = storedNumber(number)
        drop(statements.around.all(chainId, height, height))
      }
    },
    dropAbove(chainId, number) {
      drop(statements.above.all(chainId, storedNumber(number)))
    },
    prune(chainId, below) {
      const height = storedNumber(below)
      const freed = statements.sizeBelow.get(chainId, height) ?? 0
      drop(statements.below.all(chainId, height))
      return freed
    },
  }
}

function prepareStatements(db: Database) {
  const ids = (where: string) =>
    db.prepare<number[], number>(`SELECT id FROM raw_segment WHERE ${where}`).pluck()
  return {
    findFilter: db.prepare<[string], number>('SELECT id FROM raw_filter WHERE filters = ?').pluck(),
    insertFilter: db.prepare<[string]>('INSERT INTO raw_filter (filters) VALUES (?)'),
    insertSegment: db.prepare<[number, number, number, number, number, number]>(
      `INSERT INTO raw_segment (chain, from_block, to_block, filter, logs, size)
      VALUES (?, ?, ?, ?, ?, ?)`,
    ),
    insertBytes: db.prepare<[number | bigint, Buffer]>(
      'INSERT INTO raw_bytes (id, bytes) VALUES (?, ?)',
    ),
    dropSegment: db.prepare<[number]>('DELETE FROM raw_segment WHERE id = ?'),
    dropBytes: db.prepare<[number]>('DELETE FROM raw_bytes WHERE id = ?'),
    findSegment: ids('chain = ? AND from_block = ? AND filter = ?'),
    around: ids('chain = ? AND from_block <= ? AND to_block >= ?'),
    above: ids('chain = ? AND to_block > ?'),
    below: ids('chain = ? AND to_block < ?'),
    sizeBelow: db
      .prepare<[number, number], number>(
        'SELECT sum(size) FROM raw_segment WHERE chain = ? AND to_block < ?',
      )
      .pluck(),
  }
}
