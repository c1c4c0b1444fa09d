import type { Env } from '../env/Env.ts'
import type { Host } from '../env/Host.ts'
import { BaseError } from '../errors/BaseError.ts'
import { ConfigError } from '../errors/ConfigError.ts'
import { exitCodes } from './exitCodes.ts'

/** Codes of failures that a person cures: the database or port is in use, not ours, not writable, or of a newer Plimsoll. */
const mistakeCodes = new Set([
  'STORE_LOCKED',
  'STORE_TOO_NEW',
  'STORE_FOREIGN',
  'STORE_UNREACHABLE',
  'BACKUP_EXISTS',
  'PORT_IN_USE',
])

/** Prints one sentence about a failure and returns the exit code it means. A stack is shown only when it is wanted. */
export function reportFailure(
  error: unknown,
  parameters: { host: Host; env: Env; wantsStack: boolean },
): number {
  const { host, env, wantsStack } = parameters
  host.writeError(`${toSentence(error, env, wantsStack)}\n`)
  if (wantsStack && error instanceof Error) host.writeError(`${error.stack ?? error.message}\n`)
  const isMistake =
    error instanceof ConfigError || (error instanceof BaseError && mistakeCodes.has(error.code))
  return isMistake ? exitCodes.mistake : exitCodes.failure
}

/** What is not a `BaseError` is a bug: its text may hold anything, so only its kind is shown. */
function toSentence(error: unknown, env: Env, wantsStack: boolean): string {
  if (error instanceof BaseError) return error.message
  const kind = error instanceof Error ? error.name : typeof error
  const next = wantsStack
    ? 'please report it with the stack below'
    : 'run the command again with --debug and report what it shows'
  return `Plimsoll met a bug of its own (${kind}, trace ${newTraceId(env)}): ${next}.`
}

/** Tells one report from another in logs and mails; it is no secret and no proof. */
function newTraceId(env: Env): string {
  return Math.floor(env.random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0')
}
