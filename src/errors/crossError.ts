import { InvariantError } from './assert.ts'
import { BaseError } from './BaseError.ts'

/** An error as it crosses between threads, where classes are lost. */
export interface CrossedError {
  name: string
  message: string
  stack: string | undefined
  /** Code of an error of the system, such as `EADDRNOTAVAIL`. */
  code: string | undefined
  /** What a `BaseError` has beside these. */
  base: { code: string; shortMessage: string; retryable: boolean } | undefined
}

/** Takes an error apart for the way. Whatever else is thrown crosses as its text. */
export function crossError(error: unknown): CrossedError {
  if (!(error instanceof Error)) {
    const message = String(error)
    return { name: 'Error', message, stack: undefined, code: undefined, base: undefined }
  }
  const { name, message, stack } = error
  if (!(error instanceof BaseError)) {
    const code = 'code' in error ? String(error.code) : undefined
    return { name, message, stack, code, base: undefined }
  }
  const { code, shortMessage, retryable } = error
  return { name, message, stack, code: undefined, base: { code, shortMessage, retryable } }
}

/**
 * Makes the error that arrived what it was: the same code, sentences and stack, and its class where it is one of `classes`,
 * those that a caller tells apart.
 */
export function reviveError(
  crossed: CrossedError,
  classes: readonly { name: string; prototype: BaseError }[] = [],
): Error {
  const { name, message, stack, code } = crossed
  const error = create(crossed, classes)
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true })
  Object.defineProperty(error, 'message', { value: message, configurable: true, writable: true })
  if (stack !== undefined) error.stack = stack
  return code === undefined ? error : Object.assign(error, { code })
}

function create(
  { name, message, base }: CrossedError,
  classes: readonly { name: string; prototype: BaseError }[],
): Error {
  if (base === undefined) {
    return name === 'InvariantError' ? new InvariantError(message) : new Error(message)
  }
  const error = new BaseError(base.shortMessage, base)
  const known = classes.find((candidate) => candidate.name === name)
  if (known !== undefined) Object.setPrototypeOf(error, known.prototype)
  return error
}
