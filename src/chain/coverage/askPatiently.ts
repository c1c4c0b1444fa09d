import { BaseError } from '../../errors/BaseError.ts'
import { backOff, throwIfAborted } from '../follow/backOff.ts'
import type { FollowContext } from '../follow/FollowContext.ts'

/** Attempts at one piece of evidence: some seconds of patience, after which the rest goes on without it. */
const attemptsMax = 5

/**
 * Asks for evidence, and once more after growing pauses while the failure is one that passes: what is not proven when it
 * is read is not proven later. The follower's status is left alone. `passes` says which failures do; absent: all that may be
 * retried. Throws the last failure.
 */
export async function askPatiently<Result>(
  context: FollowContext,
  attempt: () => Promise<Result>,
  passes: (error: BaseError) => boolean = ({ retryable }) => retryable,
): Promise<Result> {
  const quiet = { ...context, status: { ...context.status } }
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt()
    } catch (error) {
      throwIfAborted(context.signal)
      if (!(error instanceof BaseError) || !passes(error) || failures >= attemptsMax) throw error
      await backOff(quiet, error, failures)
    }
  }
}
