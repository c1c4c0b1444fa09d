import { BaseError } from '../errors/BaseError.ts'
import type { HttpFailure } from './HttpError.ts'

/** As over HTTP; `refused` is an HTTP status instead of the handshake, `closed` an end of an open connection. */
export type SocketFailure = HttpFailure | 'refused' | 'closed'

/** A WebSocket connection was not opened, or ended. It names the kind of failure and nothing of the address. */
export class SocketError extends BaseError {
  override name = 'SocketError'
  readonly failure: SocketFailure
  /** HTTP status, where `failure` is `refused`. */
  readonly status: number | undefined

  constructor(parameters: { failure: SocketFailure; detail: string; status?: number }) {
    super(`The WebSocket connection failed: ${parameters.detail}.`, {
      code: 'SOCKET_FAILED',
      retryable: true,
    })
    this.failure = parameters.failure
    this.status = parameters.status
  }
}
