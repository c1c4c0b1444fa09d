import { type Attempt, attempt, isUseful } from './attempt.ts'
import type { Member } from './Member.ts'
import { rankOf } from './orderMembers.ts'
import type { PoolState } from './PoolState.ts'
import type { RpcCall, RpcOptions } from './RpcCall.ts'
import { waitIsOver } from './waitIsOver.ts'

/** Head requests that may be hedged in a row, and their share in the long run: a slow hour does not double the bill. */
export const hedgeBudgetMax = 5
const hedgeShare = 0.1

/** Wait before the second is asked: the usual 95th percentile, within these bounds. */
const hedgeMsMin = 50
const hedgeMsMax = 2_000
/** Before anything is known of the first one. */
const hedgeMsDefault = 1_000

/** Hedges lost in a row after which the slow one is taken out of the way until a probe finds it well. */
const lostHedgesMax = 3
const slowRestMs = 5_000

/** Whether a request for the head may go to a second endpoint too; counts it towards the budget. */
export function isHedged(
  state: PoolState,
  candidates: readonly Member[],
  options: RpcOptions,
): boolean {
  const [first, second] = candidates
  if (options.lane !== 'head' || first === undefined || second === undefined) return false
  state.hedgeBudget = Math.min(state.hedgeBudget + hedgeShare, hedgeBudgetMax)
  const nowMs = state.env.monotonic()
  return state.hedgeBudget >= 1 && rankOf(second, nowMs) < 2 && first.limitedUntilMs <= nowMs
}

/**
 * Asks the first; when it has not answered within its usual time, the second too, and takes whichever answers first. The
 * slower request is aborted. Returns the attempts that ended, in order, the first one alone when it was in time.
 */
export async function askHedged(
  state: PoolState,
  [first, second]: readonly [Member, Member],
  asking: { calls: readonly RpcCall[]; options: RpcOptions },
): Promise<readonly Attempt[]> {
  const startMs = state.env.monotonic()
  const one = startLeg(state, first, asking)
  if (await isInTime(state, first, one.done)) {
    first.lostHedges = 0
    return [await one.done]
  }
  state.hedgeBudget -= 1
  second.endpoint.counters.hedges += 1
  const two = startLeg(state, second, asking)
  const isFirstDone = await Promise.race([one.done.then(() => true), two.done.then(() => false)])
  const [winner, loser] = isFirstDone ? [one, two] : [two, one]
  const won = await winner.done
  if (won.asked === undefined || !isUseful(won.asked)) return [await one.done, await two.done]
  loser.abort()
  if (isFirstDone) first.lostHedges = 0
  else noteSlow(state, { slow: first, quick: second, startMs })
  return [won]
}

interface Leg {
  done: Promise<Attempt>
  abort(): void
}

/** A request of its own signal, so that it can be given up while its caller goes on. */
function startLeg(
  state: PoolState,
  member: Member,
  { calls, options }: { calls: readonly RpcCall[]; options: RpcOptions },
): Leg {
  const controller = new AbortController()
  const onAbort = () => controller.abort()
  const caller = options.signal ?? undefined
  caller?.addEventListener('abort', onAbort, { once: true })
  if (caller?.aborted === true) onAbort()
  const own: RpcOptions = { ...options, signal: controller.signal }
  const done = attempt(state, member, { calls, options: own }).finally(() =>
    caller?.removeEventListener('abort', onAbort),
  )
  return { done, abort: onAbort }
}

async function isInTime(
  state: PoolState,
  member: Member,
  done: Promise<Attempt>,
): Promise<boolean> {
  const usualMs = member.endpoint.latency.usualMs() ?? hedgeMsDefault
  const waitMs = Math.min(Math.max(usualMs, hedgeMsMin), hedgeMsMax)
  const timer = new AbortController()
  try {
    return await Promise.race([
      done.then(() => true),
      state.env.sleep(waitMs, timer.signal).then(() => false),
    ])
  } finally {
    timer.abort(waitIsOver)
  }
}

/** It took at least this long; three times in a row and it is out until it was probed. */
function noteSlow(
  state: PoolState,
  { slow, quick, startMs }: { slow: Member; quick: Member; startMs: number },
): void {
  const nowMs = state.env.monotonic()
  slow.endpoint.latency.add(nowMs - startMs)
  slow.lostHedges += 1
  if (slow.lostHedges < lostHedgesMax) return
  slow.lostHedges = 0
  slow.failures += 1
  const { label } = slow.endpoint
  const reason = `${label} answered later than ${quick.endpoint.label} ${lostHedgesMax} times in a row.`
  slow.failure = { state: 'failing', reason }
  slow.restUntilMs = nowMs + slowRestMs
}
