import { BaseError } from '../../errors/BaseError.ts'

/** An endpoint answered a well-formed JSON-RPC error. `text` is the endpoint's own, redacted and cut. */
export class RpcError extends BaseError {
  override name = 'RpcError'
  readonly rpcCode: number
  readonly text: string
  readonly isRateLimit: boolean

  constructor(parameters: { label: string; method: string; rpcCode: number; text: string }) {
    const { label, method, rpcCode, text } = parameters
    const isRateLimit = isRateLimitAnswer(rpcCode, text)
    super(`${label} refused ${method}: ${text} (code ${rpcCode}).`, {
      code: 'RPC_ERROR',
      retryable: isRateLimit || rpcCode === internalErrorCode,
    })
    this.rpcCode = rpcCode
    this.text = text
    this.isRateLimit = isRateLimit
  }
}

/** No complete answer within the deadline of one attempt. */
export class RpcTimeoutError extends BaseError {
  override name = 'RpcTimeoutError'

  constructor(parameters: { label: string; timeoutMs: number }) {
    super(`${parameters.label} gave no answer within ${parameters.timeoutMs} ms.`, {
      code: 'RPC_TIMEOUT',
      retryable: true,
    })
  }
}

/** No connection, or one that broke off. */
export class RpcUnreachableError extends BaseError {
  override name = 'RpcUnreachableError'

  constructor(parameters: { label: string }) {
    super(`${parameters.label} cannot be reached.`, { code: 'RPC_UNREACHABLE', retryable: true })
  }
}

/** An HTTP status that is not a success, without a JSON-RPC answer in its body. */
export class RpcStatusError extends BaseError {
  override name = 'RpcStatusError'
  readonly status: number

  constructor(parameters: { label: string; status: number }) {
    super(`${parameters.label} answered HTTP status ${parameters.status}.`, {
      code: 'RPC_STATUS',
      retryable: true,
    })
    this.status = parameters.status
  }
}

/** The endpoint asks for patience; `retryAfterMs` is capped, so that no answer can stop a chain for an hour. */
export class RpcRateLimitError extends BaseError {
  override name = 'RpcRateLimitError'
  readonly retryAfterMs: number

  constructor(parameters: { label: string; retryAfterMs: number }) {
    super(`${parameters.label} limits the request rate.`, {
      code: 'RPC_RATE_LIMIT',
      retryable: true,
    })
    this.retryAfterMs = parameters.retryAfterMs
  }
}

/** The decoded answer passed the size cap. */
export class RpcTooLargeError extends BaseError {
  override name = 'RpcTooLargeError'

  constructor(parameters: { label: string; bytesMax: number }) {
    super(`${parameters.label} answered more than ${parameters.bytesMax} bytes.`, {
      code: 'RPC_TOO_LARGE',
      retryable: true,
    })
  }
}

/** An answer that is no JSON-RPC answer to what was asked. None of it is used. */
export class RpcProtocolError extends BaseError {
  override name = 'RpcProtocolError'
  readonly kind: 'notJson' | 'shape'

  constructor(parameters: { label: string; kind: 'notJson' | 'shape'; detail: string }) {
    super(`${parameters.label} broke the JSON-RPC protocol: ${parameters.detail}.`, {
      code: 'RPC_PROTOCOL',
      retryable: true,
    })
    this.kind = parameters.kind
  }
}

/** The endpoint serves another chain. It is not used until it names the right one. */
export class RpcWrongChainError extends BaseError {
  override name = 'RpcWrongChainError'

  constructor(parameters: { label: string; expected: number; actual: string }) {
    const { label, expected, actual } = parameters
    super(`${label} serves chain ${actual}, not chain ${expected}.`, {
      code: 'RPC_WRONG_CHAIN',
      metaMessages: ['Point it at an endpoint of the right chain.'],
      retryable: true,
    })
  }
}

/** The caller's signal aborted the request. */
export class RpcAbortedError extends BaseError {
  override name = 'RpcAbortedError'

  constructor() {
    super('The request was stopped by its caller.', { code: 'RPC_ABORTED' })
  }
}

/** A JSON-RPC result whose content cannot be true: a wrong shape, a log outside the filter, two forks in one answer. */
export class RpcContentError extends BaseError {
  override name = 'RpcContentError'

  constructor(parameters: { chain: string; method: string; detail: string }) {
    const { chain, method, detail } = parameters
    super(`An endpoint of ${chain} answered ${method} with ${detail}.`, {
      code: 'RPC_CONTENT',
      retryable: true,
    })
  }
}

const internalErrorCode = -32603

/** QuickNode's own code beside the HTTP one; -32005 is left to its text, because Infura uses it for result caps too. */
function isRateLimitAnswer(rpcCode: number, text: string): boolean {
  if (rpcCode === 429 || rpcCode === -32007) return true
  return /rate.?limit|too many requests|(units|requests?|calls) per second/i.test(text)
}
