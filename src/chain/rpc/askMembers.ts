import { assert } from '../../errors/assert.ts'
import type { BaseError } from '../../errors/BaseError.ts'
import { askHedged, isHedged } from './askHedged.ts'
import { type Attempt, attempt, isUseful } from './attempt.ts'
import { chooseMembers } from './chooseMembers.ts'
import type { PoolState } from './PoolState.ts'
import { probeDueMembers } from './probeDueMembers.ts'
import type { RpcAnswers, RpcCall, RpcOptions } from './RpcCall.ts'
import { RpcAbortedError, RpcWrongChainError } from './rpcErrors.ts'

/**
 * Asks one member after the other until one answered; one endpoint answers all calls. Each is asked at most once and
 * nobody sleeps. Throws the most telling failure when none answered.
 */
export async function askMembers(
  state: PoolState,
  calls: readonly RpcCall[],
  options: RpcOptions,
): Promise<RpcAnswers> {
  const chosen = chooseMembers(state, calls, options)
  if ('answers' in chosen) return chosen
  probeDueMembers(state)
  let { candidates } = chosen
  let refused: RpcAnswers | undefined
  let failure: BaseError | undefined
  while (candidates.length > 0) {
    const attempts = await tryNext(state, candidates, { calls, options })
    for (const { asked, error } of attempts) {
      if (asked !== undefined && isUseful(asked)) return asked
      if (error instanceof RpcAbortedError) throw error
      refused = asked ?? refused
      failure = error === undefined ? failure : moreTelling(failure, error)
    }
    candidates = candidates.slice(attempts.length)
  }
  // An endpoint that answered, if only with refusals, tells more than one that did not.
  if (refused !== undefined) return refused
  assert(failure !== undefined, 'every endpoint was tried')
  throw failure
}

/** One member; or two where the first is slow. Those that were tried come in the order of `candidates`. */
async function tryNext(
  state: PoolState,
  candidates: Parameters<typeof isHedged>[1],
  asking: { calls: readonly RpcCall[]; options: RpcOptions },
): Promise<readonly Attempt[]> {
  const [first, second] = candidates
  assert(first !== undefined, 'there is a candidate')
  if (second !== undefined && isHedged(state, candidates, asking.options))
    return askHedged(state, [first, second], asking)
  return [await attempt(state, first, asking)]
}

/** A chain halts on a wrong chain id, so that is reported only when no endpoint failed in any other way. */
function moreTelling(before: BaseError | undefined, now: BaseError): BaseError {
  return before !== undefined && now instanceof RpcWrongChainError ? before : now
}
