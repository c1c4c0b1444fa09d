import { BaseError } from '../../errors/BaseError.ts'
import { RpcAbortedError, RpcRateLimitError } from '../rpc/rpcErrors.ts'
import type { FollowContext } from './FollowContext.ts'

const backoffMsMin = 250
/** A chain that was down for a day is noticed again within this time. */
const backoffMsMax = 15_000

/** Failures of one step after which another endpoint is preferred: this one answers, but with nothing of use. */
const failuresPerRotation = 3

/**
 * Notes `error` in the status and sleeps before attempt number `failures` + 1: exponential, capped, with jitter, and at
 * least what a rate limit asked for. Rethrows what is no `BaseError` (a bug) and `RpcAbortedError` once the signal is aborted.
 */
export async function backOff(
  context: FollowContext,
  error: unknown,
  failures: number,
): Promise<void> {
  noteProblem(context, error)
  if (failures % failuresPerRotation === 0) context.client.transport.rotate()
  const doublings = Math.min(Math.max(failures - 1, 0), 10)
  const spreadMs = Math.min(backoffMsMin * 2 ** doublings, backoffMsMax)
  const jitteredMs = spreadMs * (0.5 + context.env.random() / 2)
  const askedMs = error instanceof RpcRateLimitError ? error.retryAfterMs : 0
  await context.env.sleep(Math.max(jitteredMs, askedMs), context.signal)
  throwIfAborted(context.signal)
}

/** Puts `error` into the status; rethrows bugs, and `RpcAbortedError` when the follower is being stopped. */
export function noteProblem(context: FollowContext, error: unknown): void {
  throwIfAborted(context.signal)
  if (!(error instanceof BaseError)) throw error
  context.status.problem = error.shortMessage
}

export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new RpcAbortedError()
}

/** Repeats `attempt` until it succeeds or the signal aborts, then clears the status's problem. */
export async function untilAnswered<Result>(
  context: FollowContext,
  attempt: () => Promise<Result>,
): Promise<Result> {
  for (let failures = 1; ; failures += 1) {
    try {
      const result = await attempt()
      context.status.problem = undefined
      return result
    } catch (error) {
      await backOff(context, error, failures)
    }
  }
}
