import type { Database } from 'better-sqlite3'
import { Sqlite } from '../../../src/store/sqlite/driver.ts'

interface FactRow {
  block_id: number
  ord: number
  payload: Buffer
}

/** Of so many flips one is in what is covered, the others in what is recorded. */
const coverageShare = 0.3

/** Where something was not understood, or had to be repaired, every second flip is in what is kept of that. */
const evidenceShare = 0.5

/**
 * Flips one bit of one recorded fact of a closed database, of how far a source is covered, or of what is kept as evidence, as a failing disk does; false
 * where nothing is recorded.
 */
export function flipBit(database: string, random: () => number): boolean {
  const db = new Sqlite(database)
  try {
    const evidence = readEvidence(db)
    if (evidence.length > 0 && random() < evidenceShare) return flipEvidence(db, evidence, random)
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

/** A text that says why a log is quarantined, or what happened to a chain. */
interface Evidence {
  table: 'quarantine' | 'incident'
  column: 'reason' | 'text'
  id: number
  text: string
}

function readEvidence(db: Database): readonly Evidence[] {
  return db
    .prepare<
      [],
      Evidence
    >(`SELECT 'quarantine' AS "table", 'reason' AS "column", q.id, q.reason AS text
      FROM quarantine q JOIN block b ON b.id = q.block_id WHERE b.canonical = 1
      UNION ALL SELECT 'incident', 'text', id, text FROM incident`)
    .all()
}

/** Texts are of letters of one byte each. */
function flipEvidence(db: Database, rows: readonly Evidence[], random: () => number): boolean {
  const row = rows[Math.floor(random() * rows.length)]
  if (row === undefined || row.text === '') return false
  const bytes = Buffer.from(row.text)
  const at = Math.floor(random() * bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  db.prepare(`UPDATE ${row.table} SET "${row.column}" = ? WHERE id = ?`).run(`${bytes}`, row.id)
  return true
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
