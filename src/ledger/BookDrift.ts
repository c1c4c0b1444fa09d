import type { SeriesKey } from '../facts/Series.ts'

/** A contract and the ledger that disagree on one holding or liability at one final block. */
export interface BookDrift {
  /** What the ledger files it under. */
  key: SeriesKey
  blockNumber: bigint
  /** What the contract answered, in the ledger's units. */
  read: bigint
  /** What the ledger says now of that block. */
  booked: bigint
}
