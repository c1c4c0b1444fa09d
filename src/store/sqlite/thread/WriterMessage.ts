import type { CrossedError } from '../../../errors/crossError.ts'
import type { WriterPort } from '../WriterPort.ts'

/** What is asked of the writer's thread; answers come in the order of asking. */
export interface WriterRequest {
  method: keyof WriterPort
  argument: unknown
}

/** The first answer says that the writer is ready; each request has one after it. */
export type WriterAnswer = { result: unknown } | { error: CrossedError }
