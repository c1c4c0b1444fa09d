import { InvariantError } from '../../../errors/assert.ts'
import { BaseError } from '../../../errors/BaseError.ts'
import { StoreFencedError } from '../../StoreFencedError.ts'
import { StoreFullError } from '../../StoreFullError.ts'
import { StorePrunedError } from '../../StorePrunedError.ts'

/** An error as it crosses between threads, where classes are lost. */
export interface CrossedError {
  name: string
  message: string
  stack: string | undefined
  /** What a `BaseError` has beside these. */
  base: { code: string; shortMessage: string; retryable: boolean } | undefined
}

/** Errors that a caller tells apart by class. */
const classes = [StoreFullError, StoreFencedError, StorePrunedError]

/** Takes an error apart for the way. Whatever else is thrown crosses as its text. */
export function crossError(error: unknown): CrossedError {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: String(error), stack: undefined, base: undefined }
  }
  const { name, message, stack } = error
  if (!(error instanceof BaseError)) return { name, message, stack, base: undefined }
  const { code, shortMessage, retryable } = error
  return { name, message, stack, base: { code, shortMessage, retryable } }
}

/** Makes the error that arrived what it was: the same class, code, sentences and stack. */
export function reviveError({ name, message, stack, base }: CrossedError): Error {
  const error = create(name, message, base)
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true })
  Object.defineProperty(error, 'message', { value: message, configurable: true, writable: true })
  if (stack !== undefined) error.stack = stack
  return error
}

function create(name: string, message: string, base: CrossedError['base']): Error {
  if (base === undefined) {
    return name === 'InvariantError' ? new InvariantError(message) : new Error(message)
  }
  const error = new BaseError(base.shortMessage, base)
  const known = classes.find((candidate) => candidate.name === name)
  if (known !== undefined) Object.setPrototypeOf(error, known.prototype)
  return error
}
