import type { Member } from './Member.ts'
import { findMissing, findPruned, isBarred, orderMembers } from './orderMembers.ts'
import { findMember, type PoolState } from './PoolState.ts'
import type { RpcAnswers, RpcCall, RpcOptions } from './RpcCall.ts'
import { RpcNoWitnessError, RpcPrunedError, RpcQuarantineError } from './rpcErrors.ts'

/** Methods that have a substitute; where nobody has them, that is said without asking again. */
const optionalMethods: readonly string[] = ['eth_getBlockReceipts', 'eth_getProof']

/**
 * The members that may answer `calls`, in the order in which they are asked; or the answers, where every member said
 * before that it lacks the method. Throws `RpcNoWitnessError`, `RpcQuarantineError` and `RpcPrunedError`.
 */
export function chooseMembers(
  state: PoolState,
  calls: readonly RpcCall[],
  options: RpcOptions,
): { candidates: readonly Member[] } | RpcAnswers {
  if (options.only !== undefined) return { candidates: [findMember(state, options.only)] }
  const nowMs = state.env.monotonic()
  const fit = takeFit(state, options, nowMs)
  const kept = fit.filter((member) => findPruned(member, calls, nowMs) === undefined)
  const [first] = fit
  if (kept.length === 0 && first !== undefined) {
    const block = findPruned(first, calls, nowMs) ?? 0n
    throw new RpcPrunedError({ label: first.endpoint.label, block })
  }
  const able = kept.filter((member) => findMissing(member, calls, nowMs) === undefined)
  if (able.length > 0) return { candidates: able }
  return recallMissing(kept, calls, nowMs) ?? { candidates: kept }
}

function takeFit(state: PoolState, options: RpcOptions, nowMs: number): readonly Member[] {
  const { exceptWitness } = options
  const others = state.members.filter(({ witness }) => witness !== exceptWitness)
  const fit = others.filter((member) => !isBarred(member, nowMs))
  if (fit.length > 0) return orderMembers(fit, nowMs)
  const [barred] = others
  if (exceptWitness !== undefined || barred === undefined)
    throw new RpcNoWitnessError({ chain: state.config.name })
  throw new RpcQuarantineError({
    label: barred.endpoint.label,
    state: barred.accusation?.state ?? 'lying',
    reason: barred.accusation?.reason ?? 'no reason was given',
  })
}

function recallMissing(
  members: readonly Member[],
  calls: readonly RpcCall[],
  nowMs: number,
): RpcAnswers | undefined {
  const [first] = members
  const error = first === undefined ? undefined : findMissing(first, calls, nowMs)
  const isOptional = calls.every(({ method }) => optionalMethods.includes(method))
  if (first === undefined || error === undefined || !isOptional) return undefined
  return { by: first.endpoint.label, answers: calls.map(() => ({ error })) }
}
