import type { HttpError } from '../../env/HttpError.ts'
import type { SocketError } from '../../env/SocketError.ts'
import type { BaseError } from '../../errors/BaseError.ts'
import {
  RpcAbortedError,
  RpcProtocolError,
  RpcRateLimitError,
  RpcStatusError,
  RpcTimeoutError,
  RpcTooLargeError,
  RpcUnreachableError,
} from './rpcErrors.ts'

/** Wait after a handshake was refused with 429; no header is at hand there. */
const retryAfterMsDefault = 1_000

/**
 * Names a failure of the network by the endpoint's label. The cause stays behind: whatever it says may quote the address.
 */
export function toRpcFailure(
  error: HttpError | SocketError,
  parameters: { label: string; timeoutMs: number; bytesMax: number },
): BaseError {
  const { label, timeoutMs, bytesMax } = parameters
  switch (error.failure) {
    case 'timeout':
      return new RpcTimeoutError({ label, timeoutMs })
    case 'tooLarge':
      return new RpcTooLargeError({ label, bytesMax })
    case 'unreachable':
    case 'closed':
      return new RpcUnreachableError({ label })
    case 'dns':
    case 'tls':
      return new RpcUnreachableError({ label, kind: error.failure })
    case 'malformed':
      return new RpcProtocolError({ label, kind: 'notJson', detail: 'the body cannot be read' })
    case 'refused':
      return toRefusal(label, error.status ?? 0)
    case 'aborted':
      return new RpcAbortedError()
  }
}

function toRefusal(label: string, status: number): BaseError {
  if (status === 429) return new RpcRateLimitError({ label, retryAfterMs: retryAfterMsDefault })
  return new RpcStatusError({ label, status })
}
