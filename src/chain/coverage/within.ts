import type { FollowContext } from '../follow/FollowContext.ts'
import { waitIsOver } from '../rpc/waitIsOver.ts'

/** The result of `work`, or undefined once `ms` of the injected clock are over; what it throws then goes unheard. */
export async function within<Result>(
  { env }: Pick<FollowContext, 'env'>,
  ms: number,
  work: Promise<Result>,
): Promise<Result | undefined> {
  const isDone = new AbortController()
  try {
    return await Promise.race([work, env.sleep(ms, isDone.signal).then(() => undefined)])
  } finally {
    isDone.abort(waitIsOver)
  }
}
