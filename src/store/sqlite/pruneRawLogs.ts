import type { Database } from 'better-sqlite3'
import { createRawLogWriter } from './RawLogWriter.ts'

/**
 * Drops kept raw logs: of every finalized block, or only of those at or below a chain's horizon, where nothing may be derived
 * anew. They are a cache: without them the same blocks are read from the nodes again. Returns the bytes that they took.
 */
export function pruneRawLogs(db: Database, scope: 'finalized' | 'pruned'): number {
  const below = {
    finalized: 'SELECT chain, finalized + 1 AS below FROM progress',
    pruned: 'SELECT chain, number + 1 AS below FROM retention',
  }[scope]
  const rawLogs = createRawLogWriter(db)
  return db
    .prepare<[], { chain: number; below: number }>(below)
    .all()
    .reduce((bytes, { chain, below }) => bytes + rawLogs.prune(chain, BigInt(below)), 0)
}
