import type { Env } from '../../env/Env.ts'
import type { RpcLane } from './RpcCall.ts'
import { RpcAbortedError } from './rpcErrors.ts'

/** Requests per second that an endpoint is given: as configured, or as learnt from its refusals. */
export interface Pace {
  /** Undefined when a request may go at once, else resolves at its turn. Rejects with `RpcAbortedError`. */
  take(lane: RpcLane, signal: AbortSignal | undefined): Promise<void> | undefined
  /** The endpoint refused for its rate. */
  noteLimit(): void
}

interface Turn {
  priority: number
  resolve: () => void
}

interface State {
  env: Env
  configured: number | undefined
  /** Requests per second at present, undefined while there is nothing to obey. */
  perSecond: number | undefined
  /** The rate of the last lesson; far above it the lesson is forgotten. */
  learnt: number
  learntMs: number
  tokens: number
  filledMs: number
  waiting: Turn[]
  /** Requests sent in the present second and in the one before. */
  sent: { startMs: number; count: number; before: number }
}

export const lanePriority: Record<RpcLane, number> = { head: 2, read: 1, backfill: 0 }

/** Share of the rate at which an endpoint refused that it is given afterwards. */
const lessonShare = 0.7

/** Lessons within this time are one: requests in flight at the refusal are refused too. */
const lessonMs = 1_000

/** Below one request in two seconds a chain could not be followed, and no provider limits so low. */
const perSecondMin = 0.5

/** Growth of the rate per second without a refusal: it doubles in about a minute. */
const growthPerSecond = 1.01

/** A learnt rate that grew this much without a refusal limits nothing any more. */
const forgetFactor = 4

export function createPace(env: Env, configured: number | undefined): Pace {
  const nowMs = env.monotonic()
  const state: State = {
    env,
    configured,
    perSecond: configured,
    learnt: configured ?? 0,
    learntMs: Number.NEGATIVE_INFINITY,
    tokens: configured ?? 0,
    filledMs: nowMs,
    waiting: [],
    sent: { startMs: nowMs, count: 0, before: 0 },
  }
  return {
    take: (lane, signal) => take(state, lane, signal),
    noteLimit: () => learn(state),
  }
}

function take(
  state: State,
  lane: RpcLane,
  signal: AbortSignal | undefined,
): Promise<void> | undefined {
  refill(state)
  if (state.perSecond === undefined) {
    count(state)
    return undefined
  }
  // The head borrows up to a second's worth, so that a backfill waiting in line never delays it; the rest then waits longer.
  const floor = lane === 'head' ? 1 - Math.max(state.perSecond, 1) : 1
  if (state.tokens >= floor && (lane === 'head' || state.waiting.length === 0)) {
    spend(state)
    return undefined
  }
  return wait(state, lane, signal)
}

function wait(state: State, lane: RpcLane, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      state.waiting.splice(state.waiting.indexOf(turn), 1)
      reject(new RpcAbortedError())
    }
    const turn: Turn = {
      priority: lanePriority[lane],
      resolve() {
        signal?.removeEventListener('abort', onAbort)
        resolve()
      },
    }
    if (signal?.aborted === true) return reject(new RpcAbortedError())
    signal?.addEventListener('abort', onAbort, { once: true })
    const lower = state.waiting.findIndex(({ priority }) => priority < turn.priority)
    state.waiting.splice(lower < 0 ? state.waiting.length : lower, 0, turn)
    if (state.waiting.length === 1) void serve(state)
  })
}

/** Runs while somebody waits, and only then. */
async function serve(state: State): Promise<void> {
  while (state.waiting.length > 0) {
    refill(state)
    const { perSecond } = state
    if (perSecond === undefined || state.tokens >= 1) {
      spend(state)
      state.waiting.shift()?.resolve()
      continue
    }
    await state.env.sleep(Math.ceil(((1 - state.tokens) * 1_000) / perSecond))
  }
}

function spend(state: State): void {
  state.tokens -= 1
  count(state)
}

function refill(state: State): void {
  const nowMs = state.env.monotonic()
  const seconds = (nowMs - state.filledMs) / 1_000
  state.filledMs = nowMs
  if (state.perSecond === undefined || seconds <= 0) return
  // A second's worth may go as a burst; an idle hour saves up no more.
  state.tokens = Math.min(state.tokens + seconds * state.perSecond, Math.max(state.perSecond, 1))
  if (state.perSecond === state.configured) return
  const grown = state.perSecond * growthPerSecond ** seconds
  if (state.configured !== undefined) state.perSecond = Math.min(grown, state.configured)
  else state.perSecond = grown > state.learnt * forgetFactor ? undefined : grown
}

function count(state: State): void {
  const { sent } = state
  const nowMs = state.env.monotonic()
  const elapsedMs = nowMs - sent.startMs
  if (elapsedMs >= 1_000) {
    sent.before = elapsedMs < 2_000 ? sent.count : 0
    sent.count = 0
    sent.startMs = nowMs
  }
  sent.count += 1
}

function learn(state: State): void {
  const nowMs = state.env.monotonic()
  if (nowMs - state.learntMs < lessonMs) return
  const seen = Math.max(state.sent.count, state.sent.before)
  const rate = Math.min(seen, state.perSecond ?? seen) * lessonShare
  state.learntMs = nowMs
  state.learnt = Math.max(rate, perSecondMin)
  state.perSecond = state.learnt
  state.tokens = Math.min(state.tokens, 0)
  state.filledMs = nowMs
}
