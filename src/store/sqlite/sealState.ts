import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { ChainId } from '../../facts/primitives.ts'

/** Half of a SHA-256, as for blocks. */
const SEAL_BYTES = 16

/** Digest of a chain's sum of blocks, its progress, retention, coverage and incidents, as they are stored now. */
export type ReadState = (chainId: ChainId, blocks: Buffer) => Buffer

/** `hasIncidents` is false for a file from before incidents were guarded. */
export function createReadState(db: Database, hasIncidents = true): ReadState {
  const tables = [
    'SELECT * FROM progress WHERE chain = ?',
    'SELECT number, timestamp, hex(baseline), pruned_at_ms FROM retention WHERE chain = ?',
    'SELECT * FROM coverage WHERE chain = ? ORDER BY source',
    ...(hasIncidents ? ['SELECT * FROM incident WHERE chain = ? ORDER BY id'] : []),
  ].map((sql) => db.prepare<[number]>(sql).raw())

  return (chainId, blocks) => {
    const hash = createHash('sha256').update(blocks)
    for (const table of tables) hash.update(JSON.stringify(table.all(chainId)))
    return hash.digest().subarray(0, SEAL_BYTES)
  }
}
