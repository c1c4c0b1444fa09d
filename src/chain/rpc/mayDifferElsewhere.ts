import type { BaseError } from '../../errors/BaseError.ts'
import { isMissingMethod } from '../read/isMissingMethod.ts'
import { isMissingState } from '../read/isMissingState.ts'
import { isUnknownBlock } from './isUnknownBlock.ts'
import { RpcAbortedError } from './rpcErrors.ts'

/** Whether another endpoint may answer what this one did not: its trouble, its lag, its pruning, a method it lacks. */
export function mayDifferElsewhere(error: BaseError): boolean {
  if (error instanceof RpcAbortedError) return false
  return error.retryable || isUnknownBlock(error) || isMissingState(error) || isMissingMethod(error)
}
