import type { Database } from 'better-sqlite3'
import { Sqlite } from '../../../src/store/sqlite/driver.ts'

interface FactRow {
  block_id: number
  ord: number
  payload: Buffer
}

/** Of so many flips one is in what is covered, the others in what is recorded. */
const coverageShare = 0.3

/**
 * Flips one bit of one recorded fact of a closed database, or of how far a source is covered, as a failing disk does; false
 * where nothing is recorded.
 */
export function flipBit(database: string, random: () => number): boolean {
  const db = new Sqlite(database)
  try {
    if (random() < coverageShare) return flipCoverage(db, random)
    const rows = db
      .prepare<[], FactRow>(`SELECT f.block_id, f.ord, f.payload
        FROM fact f JOIN block b ON b.id = f.block_id
        WHERE b.canonical = 1 AND length(f.payload) > 0`)
      .all()
    const row = rows[Math.floor(random() * rows.length)]
    if (row === undefined) return false
    const at = Math.floor(random() * row.payload.length)
    row.payload[at] = (row.payload[at] ?? 0) ^ (1 << Math.floor(random() * 8))
    db.prepare('UPDATE fact SET payload = ? WHERE block_id = ? AND ord = ?').run(
      row.payload,
      row.block_id,
      row.ord,
    )
    return true
  } finally {
    db.close()
  }
}

function flipCoverage(db: Database, random: () => number): boolean {
  const rows = db
    .prepare<[], { chain: number; source: string; to_block: number }>(
      'SELECT chain, source, to_block FROM coverage ORDER BY chain, source',
    )
    .all()
  const row = rows[Math.floor(random() * rows.length)]
  if (row === undefined) return false
  const flipped = row.to_block ^ (1 << Math.floor(random() * 5))
  db.prepare('UPDATE coverage SET to_block = ? WHERE chain = ? AND source = ?').run(
    flipped,
    row.chain,
    row.source,
  )
  return true
}
