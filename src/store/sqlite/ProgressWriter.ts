import type { Database } from 'better-sqlite3'
import type { ChainId } from '../../facts/primitives.ts'

/** Row of a chain's progress; `phase` by its stored number. */
export interface ProgressRow {
  chain: number
  block_id: number
  safe: number
  finalized: number
  phase: number
  /** Series rows above this block are listed one by one. */
  recent_above: number
  /** Number of the block that `block_id` is. */
  number: number
}

export interface ProgressWriter {
  find(chainId: ChainId): ProgressRow | undefined
  write(row: Omit<ProgressRow, 'number'>): void
}

export function createProgressWriter(db: Database): ProgressWriter {
  const find = db.prepare<[number], ProgressRow>(`SELECT p.*, b.number
    FROM progress p JOIN block b ON b.id = p.block_id WHERE p.chain = ?`)
  const write = db.prepare(`INSERT OR REPLACE INTO progress
    (chain, block_id, safe, finalized, phase, recent_above)
    VALUES (@chain, @block_id, @safe, @finalized, @phase, @recent_above)`)
  return {
    find: (chainId) => find.get(chainId),
    write(row) {
      write.run(row)
    },
  }
}
