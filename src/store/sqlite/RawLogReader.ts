import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import type { LogFilter } from '../../facts/Decoder.ts'
import type { ChainId } from '../../facts/primitives.ts'
import { coversFilters } from '../raw/coversFilters.ts'
import { unpackRawLogs } from '../raw/packRawLogs.ts'
import type { HeldFilter, RawLogSize, RawRange } from '../raw/RawSegment.ts'
import { parseFilters } from '../raw/spellFilters.ts'
import { storedHeight, storedNumber } from './storedNumber.ts'

export interface RawLogReader {
  /**
   * The kept logs from a block on, as far as one segment holds them all; undefined where none does. The range ends at
   * `toBlock` at most.
   */
  range(wanted: RawLogsWanted): RawRange | undefined
  /** First block at or after `fromBlock` from which a segment holds all that is wanted. */
  next(wanted: RawLogsWanted): bigint | undefined
  sizes(): readonly RawLogSize[]
}

export interface RawLogsWanted {
  chainId: ChainId
  filters: readonly LogFilter[]
  fromBlock: bigint
  toBlock: bigint
}

interface SegmentRow {
  id: number
  from_block: number
  to_block: number
  filter: number
}

export function createRawLogReader(db: Database): RawLogReader {
  const { around, after, filterText, bytesOf, sizes } = prepareStatements(db)
  const parsed = new Map<number, readonly HeldFilter[]>()
  const filtersOf = (id: number): readonly HeldFilter[] => {
    const held = parsed.get(id) ?? parseFilters(filterText.get(id) ?? '[]')
    parsed.set(id, held)
    return held
  }

  return {
    range({ chainId, filters, fromBlock, toBlock }) {
      const from = storedNumber(fromBlock)
      for (const row of around.all(chainId, from, from)) {
        if (!coversFilters(filtersOf(row.filter), filters, fromBlock)) continue
        const last = BigInt(row.to_block)
        const kept = unpackRawLogs(bytesOf.get(row.id) ?? Buffer.alloc(0), {
          fromBlock: BigInt(row.from_block),
          toBlock: last,
          filters: filterText.get(row.filter) ?? '[]',
        })
        if (kept === undefined) continue
        const end = last < toBlock ? last : toBlock
        const isInside = (number: bigint): boolean => number >= fromBlock && number <= end
        return {
          fromBlock,
          toBlock: end,
          blocks: kept.blocks.filter(({ number }) => isInside(number)),
          logs: kept.logs.filter(({ blockNumber }) => isInside(blockNumber)),
        }
      }
      return undefined
    },
    next({ chainId, filters, fromBlock, toBlock }) {
      const rows = after.iterate(chainId, storedNumber(fromBlock), storedHeight(toBlock))
      for (const row of rows) {
        const from = BigInt(row.from_block)
        if (coversFilters(filtersOf(row.filter), filters, from)) return from
      }
      return undefined
    },
    sizes() {
      return sizes.all().map((row) => {
        assert(row.from_block <= row.to_block, 'a raw segment holds at least one block')
        const { chain: chainId, bytes, logs } = row
        const [fromBlock, toBlock] = [BigInt(row.from_block), BigInt(row.to_block)]
        return { chainId, bytes, logs, fromBlock, toBlock }
      })
    },
  }
}

function prepareStatements(db: Database) {
  const columns = 'id, from_block, to_block, filter'
  const around = db.prepare<[number, number, number], SegmentRow>(`SELECT ${columns}
    FROM raw_segment WHERE chain = ? AND from_block <= ? AND to_block >= ?
    ORDER BY to_block DESC`)
  const after = db.prepare<[number, number, number], SegmentRow>(`SELECT ${columns}
    FROM raw_segment WHERE chain = ? AND from_block >= ? AND from_block <= ?
    ORDER BY from_block`)
  const filterText = db
    .prepare<[number], string>('SELECT filters FROM raw_filter WHERE id = ?')
    .pluck()
  const bytesOf = db.prepare<[number], Buffer>('SELECT bytes FROM raw_bytes WHERE id = ?').pluck()
  const sizes = db.prepare<
    [],
    { chain: number; bytes: number; logs: number; from_block: number; to_block: number }
  >(`SELECT chain, sum(size) AS bytes, sum(logs) AS logs, min(from_block) AS from_block,
    max(to_block) AS to_block FROM raw_segment GROUP BY chain ORDER BY chain`)
  return { around, after, filterText, bytesOf, sizes }
}
