import type { BaseError } from '../../errors/BaseError.ts'
import type { AskMany } from '../preflight/readCodes.ts'

/** What came of one question. A failure is an answer too: the doctor asks for things that may be refused. */
export type Answered =
  | { result: unknown; failure?: undefined }
  | { failure: BaseError; result?: undefined }

/** Somebody who answers JSON-RPC, asked within limits: an endpoint, or a chain's pool. */
export interface Asker {
  /** Asks one question. Throws `DoctorLimitError` at the limits and `RpcAbortedError` when the command is stopped. */
  ask(method: string, params: readonly unknown[]): Promise<Answered>
  /** Asks many in few requests; a refused batch is asked one by one. Throws also what a lost connection throws. */
  askMany: AskMany
  /** Whether a batch of `size` calls is answered whole. */
  takesBatch(size: number): Promise<boolean>
  /** Requests sent so far. */
  requests(): number
  /** Round trips of single questions that were answered, ms. */
  roundTripsMs(): readonly number[]
}
