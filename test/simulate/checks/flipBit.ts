import { Sqlite } from '../../../src/store/sqlite/driver.ts'

interface FactRow {
  block_id: number
  ord: number
  payload: Buffer
}

/** Flips one bit of one recorded fact of a closed database, as a failing disk does; false where nothing is recorded. */
export function flipBit(database: string, random: () => number): boolean {
  const db = new Sqlite(database)
  try {
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
