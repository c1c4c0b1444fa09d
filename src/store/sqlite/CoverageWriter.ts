import type { Database } from 'better-sqlite3'
import { assert } from '../../errors/assert.ts'
import type { ChainId } from '../../facts/primitives.ts'
import type { RecordedCoverage } from '../Recorded.ts'
import { type CoverageRow, coverageColumns, toCoverage } from './coverageRow.ts'
import { storedNumber } from './storedNumber.ts'

export interface CoverageWriter {
  /** Extends what is covered of a source set; the two ranges touch or overlap. */
  extend(coverage: RecordedCoverage): void
  /** Takes back what is covered above a block. */
  lower(chainId: ChainId, number: bigint): void
}

export function createCoverageWriter(db: Database): CoverageWriter {
  const find = db.prepare<[number, string], CoverageRow>(
    `SELECT ${coverageColumns} FROM coverage WHERE chain = ? AND source = ?`,
  )
  const write = db.prepare(`INSERT OR REPLACE INTO coverage (${coverageColumns})
    VALUES (@chain, @source, @filter_digest, @from_block, @from_timestamp, @to_block)`)
  const lower = db.prepare(
    'UPDATE coverage SET to_block = @number WHERE chain = @chain AND to_block > @number',
  )
  // A range that lost its first block covers nothing.
  const drop = db.prepare<[number]>(
    'DELETE FROM coverage WHERE chain = ? AND to_block < from_block',
  )

  return {
    extend(coverage) {
      const row = find.get(coverage.chainId, coverage.sourceId)
      const merged = row === undefined ? coverage : merge(toCoverage(row), coverage)
      write.run({
        chain: merged.chainId,
        source: merged.sourceId,
        filter_digest: merged.filterDigest,
        from_block: storedNumber(merged.fromBlock),
        from_timestamp: storedNumber(merged.fromTimestamp),
        to_block: storedNumber(merged.toBlock),
      })
    },
    lower(chainId, number) {
      lower.run({ chain: chainId, number: storedNumber(number) })
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
  const last = added.toBlock > recorded.toBlock ? added : recorded
  return { ...first, toBlock: last.toBlock }
}
