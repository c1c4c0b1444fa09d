import type { Database } from 'better-sqlite3'
import type { ChainId } from '../../facts/primitives.ts'
import type { RecordedCoverage, RecordedProgress } from '../Recorded.ts'
import type { BlockRow } from './BlockReader.ts'
import { phases, toWord } from './codes.ts'
import { type CoverageRow, coverageColumns, toCoverage } from './coverageRow.ts'
import { bytesToHex } from './hexBytes.ts'

export interface StateReader {
  /** Sequence and revision of the newest cut, 0 before the first. */
  newestCut(): { sequence: number; revision: number }
  progress(): readonly RecordedProgress[]
  progressOf(chainId: ChainId): RecordedProgress | undefined
  coverage(): readonly RecordedCoverage[]
  coverageOf(chainId: ChainId): readonly RecordedCoverage[]
}

interface ProgressRow extends BlockRow {
  chain: number
  safe: number
  finalized: number
  phase: number
}

export function createStateReader(db: Database): StateReader {
  const newestCut = db.prepare<[], { sequence: number; revision: number }>(
    'SELECT sequence, revision FROM cut ORDER BY sequence DESC LIMIT 1',
  )
  const progressSql = `SELECT p.chain, p.safe, p.finalized, p.phase, b.number, b.hash, b.timestamp
    FROM progress p JOIN block b ON b.id = p.block_id`
  const progress = db.prepare<[], ProgressRow>(`${progressSql} ORDER BY p.chain`)
  const progressOf = db.prepare<[number], ProgressRow>(`${progressSql} WHERE p.chain = ?`)
  const coverageSql = `SELECT ${coverageColumns} FROM coverage`
  const coverage = db.prepare<[], CoverageRow>(`${coverageSql} ORDER BY chain, source`)
  const coverageOf = db.prepare<[number], CoverageRow>(
    `${coverageSql} WHERE chain = ? ORDER BY source`,
  )

  return {
    newestCut: () => newestCut.get() ?? { sequence: 0, revision: 0 },
    progress: () => progress.all().map(toProgress),
    progressOf(chainId) {
      const row = progressOf.get(chainId)
      return row === undefined ? undefined : toProgress(row)
    },
    coverage: () => coverage.all().map(toCoverage),
    coverageOf: (chainId) => coverageOf.all(chainId).map(toCoverage),
  }
}

function toProgress(row: ProgressRow): RecordedProgress {
  return {
    chainId: row.chain,
    indexed: {
      number: BigInt(row.number),
      hash: bytesToHex(row.hash),
      timestamp: BigInt(row.timestamp),
    },
    safe: BigInt(row.safe),
    finalized: BigInt(row.finalized),
    phase: toWord(phases, row.phase),
  }
}
