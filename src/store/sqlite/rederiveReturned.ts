import type { Database } from 'better-sqlite3'
import { legSteps, toCode } from './codes.ts'
import { createTransferWriter } from './TransferWriter.ts'

/** Derives anew what was kept open before version 7 although it had come back. Inside the transaction of the upgrade. */
export function rederiveReturned(db: Database): void {
  const returned = db
    .prepare<[number, number], number>(
      'SELECT DISTINCT transfer_id FROM leg WHERE step IN (?, ?) ORDER BY transfer_id',
    )
    .pluck()
  const steps = [toCode(legSteps, 'cancelled'), toCode(legSteps, 'refunded')] as const
  createTransferWriter(db).derive(returned.all(...steps))
}
