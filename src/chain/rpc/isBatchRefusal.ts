import { RpcError, RpcProtocolError, RpcStatusError, RpcTooLargeError } from './rpcErrors.ts'

/**
 * Whether a failure is about a batch being one, so that its halves may succeed. Splitting against a dead endpoint would
 * only multiply its load.
 */
export function isBatchRefusal(error: unknown): boolean {
  if (error instanceof RpcError) return !error.isRateLimit
  if (error instanceof RpcStatusError) return error.status === 400 || error.status === 413
  if (error instanceof RpcProtocolError) return error.kind === 'shape'
  return error instanceof RpcTooLargeError
}
