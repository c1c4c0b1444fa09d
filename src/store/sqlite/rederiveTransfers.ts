import type { Database } from 'better-sqlite3'
import { legSteps, toCode } from './codes.ts'
import { createTransferWriter } from './TransferWriter.ts'

/**
 * Derives anew what was derived otherwise before version 5: what once failed and arrived later was kept open, and what a reorg
 * took kept its heights. Inside the transaction of the upgrade.
 */
export function rederiveTransfers(db: Database): void {
  const others = db
    .prepare<[number], number>(`SELECT DISTINCT l.transfer_id FROM leg l
      JOIN block b ON b.id = l.block_id WHERE l.step = ? OR b.canonical = 0`)
    .pluck()
  createTransferWriter(db).derive(others.all(toCode(legSteps, 'failed')))
}
