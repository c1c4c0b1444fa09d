import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import { cutSpans, joinSpans } from '../../facts/Coverage.ts'
import type { ChainId } from '../../facts/primitives.ts'
import type { RecordedCoverage } from '../Recorded.ts'
import { type CoverageRow, coverageColumns, formatSpans, toCoverage } from './coverageRow.ts'
import { storedNumber } from './storedNumber.ts'

export interface CoverageWriter {
  /** Extends what is covered of a source set; the two ranges touch or overlap. */
  extend(coverage: RecordedCoverage): void
  /** Takes back all that is covered of a source. */
  drop(chainId: ChainId, sourceId: string): void
  /** Takes back what is covered above a block. */
  lower(chainId: ChainId, number: bigint): void
}

export function createCoverageWriter(db: Database): CoverageWriter {
  const find = db.prepare<[number, string], CoverageRow>(
    `SELECT ${coverageColumns} FROM coverage WHERE chain = ? AND source = ?`,
  )
  const write = db.prepare(`INSERT OR REPLACE INTO coverage (${coverageColumns})
    VALUES (@chain, @source, @filter_digest, @from_block, @from_timestamp, @to_block, @decoder, @spans)`)
  const above = db.prepare<[number, number], CoverageRow>(
    `SELECT ${coverageColumns} FROM coverage WHERE chain = ? AND to_block > ?`,
  )
  // A range that lost its first block covers nothing.
  const drop = db.prepare<[number]>(
    'DELETE FROM coverage WHERE chain = ? AND to_block < from_block',
  )
  const dropSource = db.prepare<[number, string]>(
    'DELETE FROM coverage WHERE chain = ? AND source = ?',
  )
  const replace = (row: RecordedCoverage): void => {
    write.run({
      chain: row.chainId,
      source: row.sourceId,
      filter_digest: row.filterDigest,
      from_block: storedNumber(row.fromBlock),
      from_timestamp: storedNumber(row.fromTimestamp),
      to_block: storedNumber(row.toBlock),
      decoder: row.decoder,
      spans: formatSpans(row.spans),
    })
  }

  return {
    extend(coverage) {
      const row = find.get(coverage.chainId, coverage.sourceId)
      replace(row === undefined ? coverage : merge(toCoverage(row), coverage))
    },
    drop(chainId, sourceId) {
      dropSource.run(chainId, sourceId)
    },
    lower(chainId, number) {
      for (const row of above.all(chainId, storedNumber(number)).map(toCoverage))
        replace({ ...row, toBlock: number, spans: cutSpans(row.spans, number) })
      drop.run(chainId)
    },
  }
}

/** Another digest is another source set: what the former one covered says nothing about it. */
function merge(recorded: RecordedCoverage, added: RecordedCoverage): RecordedCoverage {
  if (recorded.filterDigest !== added.filterDigest) return added
  assert(
    added.fromBlock <= recorded.toBlock + 1n && recorded.fromBlock <= added.toBlock + 1n,
    `coverage of ${added.sourceId} would have a gap`,
  )
  const first = added.fromBlock < recorded.fromBlock ? added : recorded
  // What is added was read last, so it knows best how far its own stretch was verified.
  const before = cutSpans(recorded.spans, added.fromBlock - 1n)
  const after = recorded.spans.filter(({ toBlock }) => toBlock > added.toBlock)
  const isInside = added.fromBlock > recorded.fromBlock
  const spans = joinSpans([...(isInside ? before : []), ...added.spans, ...after])
  const toBlock = added.toBlock > recorded.toBlock ? added.toBlock : recorded.toBlock
  return { ...first, toBlock, decoder: added.decoder, spans }
}
