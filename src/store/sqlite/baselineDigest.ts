import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { ChainId } from '../../facts/primitives.ts'

/** Rows at a time: a few hundred kilobytes. */
const ROWS_PER_PAGE = 2_000

interface Row {
  key_id: number
  block_number: number
  value: Buffer
}

/** SHA-256 over the series rows of a chain at or below a block: what pruning keeps of facts that are gone. */
export function baselineDigest(db: Database, chainId: ChainId, number: number): Buffer {
  const page = db.prepare<{ chain: number; number: number; key: number; block: number }, Row>(`
    SELECT s.key_id, s.block_number, s.value FROM series_key k CROSS JOIN series s ON s.key_id = k.id
    WHERE k.chain = @chain AND k.id >= @key AND s.block_number <= @number
      AND (k.id > @key OR s.block_number > @block)
    ORDER BY k.id, s.block_number LIMIT ${ROWS_PER_PAGE}`)
  const hash = createHash('sha256')
  let [key, block] = [0, 0]
  for (;;) {
    const rows = page.all({ chain: chainId, number, key, block })
    for (const row of rows) hash.update(`${row.key_id}:${row.block_number}:`).update(row.value)
    const last = rows.at(-1)
    if (last === undefined) return hash.digest()
    key = last.key_id
    block = last.block_number
  }
}
