import type { ChainId } from '../../facts/primitives.ts'
import type { Incident } from '../Recorded.ts'
import type { Retraction } from '../Store.ts'
import type { EncodedCommit, EncodedRefold } from './EncodedBatch.ts'

/**
 * What the store asks of its writer, wherever that runs: one argument and one answer each, both of which can be cloned
 * between threads. Calls are carried out one after the other, in the order of asking.
 */
export interface WriterPort {
  /** Returns the sequence of the cut it published, as the next two do. */
  commit(commit: EncodedCommit): Promise<number>
  retract(retraction: Retraction): Promise<number>
  refold(refold: EncodedRefold): Promise<number>
  recordIncident(incident: Incident): Promise<void>
  /** Returns the bytes that were freed. */
  pruneRawLogs(pruning: { chainId: ChainId; below: bigint }): Promise<number>
  /** Moves the write-ahead log into the database and cuts it back; false when a reader was in the way. */
  checkpoint(): Promise<boolean>
  /** Ends the writer after everything asked of it before. */
  close(): Promise<void>
}
