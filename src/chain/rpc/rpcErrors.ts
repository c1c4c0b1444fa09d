import { BaseError } from '../../errors/BaseError.ts'

/** An endpoint answered a well-formed JSON-RPC error. `text` is the endpoint's own, redacted and cut. */
export class RpcError extends BaseError {
  override name = 'RpcError'
  readonly label: string
  readonly rpcCode: number
  readonly text: string
  readonly isRateLimit: boolean

  constructor(parameters: { label: string; method: string; rpcCode: number; text: string }) {
    const { label, method, rpcCode, text } = parameters
    const isRateLimit = isRateLimitAnswer(parameters)
    super(`${label} refused ${method}: ${text} (code ${rpcCode}).`, {
      code: 'RPC_ERROR',
      retryable: isRateLimit || rpcCode === internalErrorCode,
    })
    this.label = label
    this.rpcCode = rpcCode
    this.text = text
    this.isRateLimit = isRateLimit
  }
}

/** No complete answer within the deadline of one attempt. */
export class RpcTimeoutError extends BaseError {
  override name = 'RpcTimeoutError'
  readonly label: string

  constructor(parameters: { label: string; timeoutMs: number }) {
    super(`${parameters.label} gave no answer within ${parameters.timeoutMs} ms.`, {
      code: 'RPC_TIMEOUT',
      retryable: true,
    })
    this.label = parameters.label
  }
}

/** No connection, or one that broke off. */
export class RpcUnreachableError extends BaseError {
  override name = 'RpcUnreachableError'
  readonly label: string
  readonly kind: 'connection' | 'dns' | 'tls'

  constructor(parameters: { label: string; kind?: 'connection' | 'dns' | 'tls' }) {
    const { label, kind = 'connection' } = parameters
    super(`${label} cannot be reached${unreachableDetail[kind]}.`, {
      code: 'RPC_UNREACHABLE',
      retryable: true,
    })
    this.label = label
    this.kind = kind
  }
}

/** An HTTP status that is not a success, without a JSON-RPC answer in its body. */
export class RpcStatusError extends BaseError {
  override name = 'RpcStatusError'
  readonly label: string
  readonly status: number

  constructor(parameters: { label: string; status: number }) {
    super(`${parameters.label} answered HTTP status ${parameters.status}.`, {
      code: 'RPC_STATUS',
      retryable: true,
    })
    this.label = parameters.label
    this.status = parameters.status
  }
}

/** The endpoint asks for patience; `retryAfterMs` is capped, so that no answer can stop a chain for an hour. */
export class RpcRateLimitError extends BaseError {
  override name = 'RpcRateLimitError'
  readonly label: string
  readonly retryAfterMs: number

  constructor(parameters: { label: string; retryAfterMs: number }) {
    super(`${parameters.label} limits the request rate.`, {
      code: 'RPC_RATE_LIMIT',
      retryable: true,
    })
    this.label = parameters.label
    this.retryAfterMs = parameters.retryAfterMs
  }
}

/** The decoded answer passed the size cap. */
export class RpcTooLargeError extends BaseError {
  override name = 'RpcTooLargeError'
  readonly label: string

  constructor(parameters: { label: string; bytesMax: number }) {
    super(`${parameters.label} answered more than ${parameters.bytesMax} bytes.`, {
      code: 'RPC_TOO_LARGE',
      retryable: true,
    })
    this.label = parameters.label
  }
}

/** An answer that is no JSON-RPC answer to what was asked. None of it is used. */
export class RpcProtocolError extends BaseError {
  override name = 'RpcProtocolError'
  readonly label: string
  readonly kind: 'notJson' | 'shape'

  constructor(parameters: { label: string; kind: 'notJson' | 'shape'; detail: string }) {
    super(`${parameters.label} broke the JSON-RPC protocol: ${parameters.detail}.`, {
      code: 'RPC_PROTOCOL',
      retryable: true,
    })
    this.label = parameters.label
    this.kind = parameters.kind
  }
}

/**
 * The endpoint serves another chain: its chain id differs, or its block at a height that never changes. It is not used
 * until it names the right one.
 */
export class RpcWrongChainError extends BaseError {
  override name = 'RpcWrongChainError'
  readonly label: string

  constructor(
    parameters:
      | { label: string; expected: number; actual: string }
      | { label: string; expected: number; pinned: bigint },
  ) {
    const { label, expected } = parameters
    const sentence =
      'pinned' in parameters
        ? `${label} has another block ${parameters.pinned} than chain ${expected} had before`
        : `${label} serves chain ${parameters.actual}, not chain ${expected}`
    super(`${sentence}.`, {
      code: 'RPC_WRONG_CHAIN',
      metaMessages: ['Point it at an endpoint of the right chain.'],
      retryable: true,
    })
    this.label = label
  }
}

/** The node is still fetching the chain: what it lacks it answers as if it did not exist (rpc-faults F079). */
export class RpcSyncingError extends BaseError {
  override name = 'RpcSyncingError'
  readonly label: string

  constructor(parameters: { label: string }) {
    super(`${parameters.label} is still syncing.`, { code: 'RPC_SYNCING', retryable: true })
    this.label = parameters.label
  }
}

/** A subscription gave no head although the chain went on (rpc-faults F060). */
export class RpcSilentError extends BaseError {
  override name = 'RpcSilentError'
  readonly label: string

  constructor(parameters: { label: string; silentMs: number }) {
    const { label, silentMs } = parameters
    super(`${label} announced no head for ${silentMs} ms although its chain went on.`, {
      code: 'RPC_SILENT',
      retryable: true,
    })
    this.label = label
  }
}

/** Every endpoint was accused of answers that cannot be used, and its time out is not over. */
export class RpcQuarantineError extends BaseError {
  override name = 'RpcQuarantineError'
  readonly label: string

  constructor(parameters: { label: string; state: string; reason: string }) {
    const { label, state, reason } = parameters
    super(`${label} is not asked while it counts as ${state}: ${reason.replace(/\.$/, '')}.`, {
      code: 'RPC_QUARANTINE',
      retryable: true,
    })
    this.label = label
  }
}

/** No endpoint keeps the block any more. `block` is the one that was asked for (rpc-faults F078). */
export class RpcPrunedError extends BaseError {
  override name = 'RpcPrunedError'
  readonly label: string
  readonly block: bigint

  constructor(parameters: { label: string; block: bigint }) {
    const { label, block } = parameters
    super(`${label} no longer has the history of block ${block}.`, {
      code: 'RPC_PRUNED',
      metaMessages: ['Add an endpoint that keeps the whole history (an archive node).'],
    })
    this.label = label
    this.block = block
  }
}

/** Another witness was asked for and there is none that is fit to answer. */
export class RpcNoWitnessError extends BaseError {
  override name = 'RpcNoWitnessError'

  constructor(parameters: { chain: string }) {
    super(`No other witness of ${parameters.chain} can confirm an answer.`, {
      code: 'RPC_NO_WITNESS',
      metaMessages: ['Add an endpoint of another provider.'],
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
  /** Undefined where the reader does not know who answered. */
  readonly label: string | undefined

  constructor(parameters: {
    chain: string
    method: string
    detail: string
    label?: string | undefined
  }) {
    const { chain, method, detail, label } = parameters
    super(`${label ?? `An endpoint of ${chain}`} answered ${method} with ${detail}.`, {
      code: 'RPC_CONTENT',
      retryable: true,
    })
    this.label = label
  }
}

const internalErrorCode = -32603

const limitExceededCode = -32005

const unreachableDetail = {
  connection: '',
  dns: ': its name does not resolve',
  tls: ': its certificate or its encryption is refused',
}

/**
 * 429 inside JSON and QuickNode's own -32007 say it by code. -32005 is EIP-1474's "limit exceeded", but Infura uses it for
 * result caps too, so at `eth_getLogs` it is left to the text.
 */
function isRateLimitAnswer(parameters: { method: string; rpcCode: number; text: string }): boolean {
  const { method, rpcCode, text } = parameters
  if (rpcCode === 429 || rpcCode === -32007) return true
  if (
    rpcCode === limitExceededCode &&
    method !== 'eth_getLogs' &&
    !/result|range|block/i.test(text)
  )
    return true
  return /rate.?limit|too many requests|(units|requests?|calls|credits) per second|request (rate|count) exceeded/i.test(
    text,
  )
}
