import { BaseError } from '../errors/BaseError.ts'

/**
 * `dns`: the host's name does not resolve; `tls`: its certificate or its encryption is refused; `malformed`: the body is
 * packed too often, or is no UTF-8.
 */
export type HttpFailure =
  | 'timeout'
  | 'tooLarge'
  | 'unreachable'
  | 'dns'
  | 'tls'
  | 'malformed'
  | 'aborted'

/** No complete HTTP answer arrived. It names the kind of failure and nothing of the address. */
export class HttpError extends BaseError {
  override name = 'HttpError'
  readonly failure: HttpFailure

  constructor(parameters: { failure: HttpFailure; detail: string }) {
    super(`The endpoint gave no complete answer: ${parameters.detail}.`, {
      code: 'HTTP_FAILED',
      retryable: true,
    })
    this.failure = parameters.failure
  }
}
