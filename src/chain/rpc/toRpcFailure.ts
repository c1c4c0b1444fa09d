import type { HttpError } from '../../env/HttpError.ts'
import type { BaseError } from '../../errors/BaseError.ts'
import {
  RpcAbortedError,
  RpcTimeoutError,
  RpcTooLargeError,
  RpcUnreachableError,
} from './rpcErrors.ts'

/** Names an HTTP failure by the endpoint's label. The cause stays behind: whatever it says may quote the address. */
export function toRpcFailure(
  error: HttpError,
  parameters: { label: string; timeoutMs: number; bodyBytesMax: number },
): BaseError {
  const { label, timeoutMs, bodyBytesMax } = parameters
  switch (error.failure) {
    case 'timeout':
      return new RpcTimeoutError({ label, timeoutMs })
    case 'tooLarge':
      return new RpcTooLargeError({ label, bytesMax: bodyBytesMax })
    case 'unreachable':
      return new RpcUnreachableError({ label })
    case 'aborted':
      return new RpcAbortedError()
  }
}
