export interface BaseErrorParameters {
  /** Stable code for machines, upper snake case. */
  code: string
  /** Further sentences for the reader: where it happened, what cures it. */
  metaMessages?: readonly string[]
  cause?: unknown
  /** Whether the same attempt may succeed later without anybody changing anything. */
  retryable?: boolean
}

/**
 * Parent of everything Plimsoll throws on purpose. The message is a sentence for the reader (what, where, the cure);
 * it never holds an RPC URL or a key. What is not a `BaseError` is a bug.
 */
export class BaseError extends Error {
  override name = 'BaseError'
  readonly code: string
  readonly shortMessage: string
  readonly retryable: boolean

  constructor(shortMessage: string, parameters: BaseErrorParameters) {
    const { code, metaMessages = [], cause, retryable = false } = parameters
    super([shortMessage, ...metaMessages].join(' '), cause === undefined ? {} : { cause })
    this.code = code
    this.shortMessage = shortMessage
    this.retryable = retryable
  }
}
