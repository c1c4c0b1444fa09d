import {
  RpcError,
  RpcProtocolError,
  RpcRateLimitError,
  RpcStatusError,
  RpcTimeoutError,
  RpcUnreachableError,
  RpcWrongChainError,
} from '../rpc/rpcErrors.ts'

/** Failures that only time or another endpoint cures: a rate limit, a lagging node, a wrong chain. */
export function isPatienceAsked(error: unknown): boolean {
  if (error instanceof RpcError)
    return error.isRateLimit || /beyond current head|past (the )?head/i.test(error.text)
  return error instanceof RpcRateLimitError || error instanceof RpcWrongChainError
}

/**
 * Whether there was no answer worth the name: an outage, or a range too heavy for the server to say so (rpc-faults F020).
 * Which of the two it is shows a single block.
 */
export function isWithoutAnswer(error: unknown): boolean {
  return (
    error instanceof RpcUnreachableError ||
    error instanceof RpcTimeoutError ||
    error instanceof RpcProtocolError ||
    (error instanceof RpcStatusError && error.status !== tooLargeStatus)
  )
}

/** `413 Content Too Large` is about the size and nothing else. */
const tooLargeStatus = 413
