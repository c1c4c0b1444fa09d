import { BaseError } from '../errors/BaseError.ts'

export type HttpFailure = 'timeout' | 'tooLarge' | 'unreachable' | 'aborted'

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
