import type { Database } from 'better-sqlite3'
import { createDigestWriter } from './DigestWriter.ts'

/** Blocks whose rows are read back between two notes of the sum. */
const BLOCKS_PER_PAGE = 2_000

/** Records the digests of blocks that were written before there were any; inside the transaction of the upgrade. */
export function backfillDigests(db: Database): void {
  const digests = createDigestWriter(db)
  const chains = db.prepare<[], number>('SELECT DISTINCT chain FROM block').pluck().all()
  const page = db
    .prepare<[number, number], number>(`SELECT id FROM block
      WHERE id > ? AND chain = ? AND canonical = 1 ORDER BY id LIMIT ${BLOCKS_PER_PAGE}`)
    .pluck()
  for (const chain of chains) {
    for (let ids = page.all(0, chain); ids.length > 0; ids = page.all(ids.at(-1) ?? 0, chain)) {
      for (const id of ids) digests.touch(id)
      digests.settle(chain)
    }
  }
}
