import type { Database } from 'better-sqlite3'
import { txSlotSql } from './factOrder.ts'

/**
 * Drops the facts and quarantined logs of blocks that left the chain before a moment, seconds, and below its finalized height
 * now: no reorg brings them back. The blocks stay, so that a checkpoint which names one still hears what became of it, and
 * their legs stay with their transfers. Inside one write transaction. Returns how many rows went.
 */
export function pruneOrphans(db: Database, before: bigint): number {
  const orphans = `SELECT b.id FROM block b JOIN progress p ON p.chain = b.chain
    WHERE b.canonical = 0 AND b.number <= p.finalized AND b.timestamp < ?`
  const facts = db.prepare<[number]>(`DELETE FROM fact WHERE block_id IN (${orphans})`)
  const logs = db.prepare<[number]>(`DELETE FROM quarantine WHERE block_id IN (${orphans})`)
  const transactions = db.prepare<[number]>(`DELETE FROM tx
    WHERE block_id IN (${orphans}) AND NOT EXISTS (SELECT 1 FROM leg l
      WHERE l.block_id = tx.block_id AND (${txSlotSql('l.ord')}) = tx.slot)`)
  const time = Number(before)
  return facts.run(time).changes + logs.run(time).changes + transactions.run(time).changes
}
