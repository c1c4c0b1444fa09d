import type { Database } from 'better-sqlite3'
import { createDigestWriter } from './DigestWriter.ts'
import { sealChains } from './sealChains.ts'

/** Digests anew the blocks of which something is quarantined, and seals every chain with its incidents; for the upgrade. */
export function digestQuarantine(db: Database): void {
  const digests = createDigestWriter(db)
  const rows = db.prepare<[], { id: number; chain: number }>(`SELECT DISTINCT b.id, b.chain
    FROM quarantine q JOIN block b ON b.id = q.block_id WHERE b.canonical = 1 ORDER BY b.chain`)
  const blocks = rows.all()
  for (const chain of new Set(blocks.map((block) => block.chain))) {
    for (const block of blocks) if (block.chain === chain) digests.touch(block.id)
    digests.settle(chain)
  }
  sealChains(db)
}
