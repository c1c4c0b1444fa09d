import { BaseError } from '../../errors/BaseError.ts'
import type { Member } from './Member.ts'
import { mayDifferElsewhere } from './mayDifferElsewhere.ts'
import { noteHead } from './noteHead.ts'
import { noteAnswers, noteFailure } from './noteOutcome.ts'
import type { PoolState } from './PoolState.ts'
import type { RpcAnswers, RpcCall, RpcOptions } from './RpcCall.ts'
import { RpcRateLimitError, RpcTooLargeError } from './rpcErrors.ts'
import { sendSplitting } from './sendSplitting.ts'

/** What came of asking one member: its answers, or why there are none. */
export type Attempt =
  | { asked: RpcAnswers; error?: undefined }
  | { asked?: undefined; error: BaseError }

/**
 * Asks `member` and remembers what that told about it. Throws what another member would fail at in the same way, and bugs.
 */
export async function attempt(
  state: PoolState,
  member: Member,
  { calls, options }: { calls: readonly RpcCall[]; options: RpcOptions },
): Promise<Attempt> {
  const { env, config, members } = state
  const { endpoint } = member
  const limitedMs = member.limitedUntilMs - env.monotonic()
  if (limitedMs > 0)
    return {
      error: new RpcRateLimitError({ label: endpoint.label, retryAfterMs: Math.ceil(limitedMs) }),
    }
  try {
    const answers = await sendSplitting(endpoint, calls, options)
    const head = noteAnswers(env, member, calls, answers)
    const { blockTimeMs } = config
    if (head !== undefined) noteHead(members, member, { head, nowMs: env.monotonic(), blockTimeMs })
    return { asked: { by: endpoint.label, answers } }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    // What is too wide for one answer is that for everybody: its caller cuts it, and the endpoint is well.
    if (error instanceof RpcTooLargeError && isWide(calls)) throw error
    noteFailure(env, member, error)
    return { error }
  }
}

/** Whether the size of the answer is up to the question. */
function isWide(calls: readonly RpcCall[]): boolean {
  return calls.some(({ method }) => method === 'eth_getLogs' || method === 'eth_getBlockReceipts')
}

/** Whether an answer among them is one that no other endpoint would improve on. */
export function isUseful({ answers }: RpcAnswers): boolean {
  return answers.some(({ error }) => error === undefined || !mayDifferElsewhere(error))
}
