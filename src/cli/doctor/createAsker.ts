import type { RpcAnswer, RpcCall } from '../../chain/rpc/RpcCall.ts'
import { RpcAbortedError, RpcError, RpcRateLimitError } from '../../chain/rpc/rpcErrors.ts'
import type { Env } from '../../env/Env.ts'
import { BaseError } from '../../errors/BaseError.ts'
import type { Answered, Asker } from './Asker.ts'
import { DoctorLimitError } from './DoctorLimitError.ts'

/** Questions per batch: every provider that takes batches takes this many. */
const batchCallsMax = 20

/** Chances for an endpoint that limits its rate: the doctor asks in quick succession. */
const attemptsMax = 3
const pauseMs = 1_000

export interface AskerParameters {
  env: Env
  send(calls: readonly RpcCall[]): Promise<readonly RpcAnswer[]>
  /** Ends when the command is stopped. */
  signal: AbortSignal
  /** Monotonic time after which nothing more is asked, ms. */
  deadlineMs: number
  requestsMax: number
}

interface AskerState extends AskerParameters {
  requests: number
  times: number[]
}

/** Creates an asker over `send`. Only one question at a time is open, so that no probe disturbs another's times. */
export function createAsker(parameters: AskerParameters): Asker {
  const state: AskerState = { ...parameters, requests: 0, times: [] }
  return {
    requests: () => state.requests,
    roundTripsMs: () => state.times,
    ask: (method, params) => askOne(state, { method, params }),
    takesBatch: (size) => takesBatch(state, size),
    async askMany(calls) {
      const answers: RpcAnswer[] = []
      for (let i = 0; i < calls.length; i += batchCallsMax) {
        for (const answer of await askBatch(state, calls.slice(i, i + batchCallsMax)))
          answers.push(answer)
      }
      return answers
    },
  }
}

async function askOne(state: AskerState, call: RpcCall): Promise<Answered> {
  try {
    const startedAtMs = state.env.monotonic()
    const [answer] = await sendPatiently(state, [call])
    state.times.push(state.env.monotonic() - startedAtMs)
    if (answer?.error !== undefined) return { failure: answer.error }
    return { result: answer?.result }
  } catch (error) {
    if (!(error instanceof BaseError) || isEnd(error)) throw error
    return { failure: error }
  }
}

async function takesBatch(state: AskerState, size: number): Promise<boolean> {
  const call = { method: 'eth_blockNumber', params: [] }
  try {
    const answers = await sendPatiently(state, Array<RpcCall>(size).fill(call))
    return answers.every(({ error }) => error === undefined)
  } catch (error) {
    if (!(error instanceof BaseError) || isEnd(error)) throw error
    return false
  }
}

/** Batches are not for every endpoint: what one refuses as a whole is asked one by one. */
async function askBatch(
  state: AskerState,
  calls: readonly RpcCall[],
): Promise<readonly RpcAnswer[]> {
  try {
    return await sendPatiently(state, calls)
  } catch (error) {
    if (!(error instanceof BaseError) || isEnd(error) || calls.length === 1) throw error
  }
  const answers: RpcAnswer[] = []
  for (const call of calls) {
    try {
      for (const answer of await sendPatiently(state, [call])) answers.push(answer)
    } catch (error) {
      if (!(error instanceof RpcError)) throw error
      answers.push({ error })
    }
  }
  return answers
}

async function sendPatiently(
  state: AskerState,
  calls: readonly RpcCall[],
): Promise<readonly RpcAnswer[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answers = await sendOnce(state, calls)
      const isLimited = answers.some(({ error }) => error?.isRateLimit === true)
      if (!isLimited || attempt === attemptsMax) return answers
    } catch (error) {
      if (!isRateLimit(error) || attempt === attemptsMax) throw error
    }
    await state.env.sleep(pauseMs * attempt, state.signal)
  }
}

async function sendOnce(
  state: AskerState,
  calls: readonly RpcCall[],
): Promise<readonly RpcAnswer[]> {
  const { send, signal, env, deadlineMs, requestsMax } = state
  if (signal.aborted) throw new RpcAbortedError()
  if (env.monotonic() > deadlineMs) throw new DoctorLimitError({ what: 'its time is up' })
  if (state.requests >= requestsMax)
    throw new DoctorLimitError({ what: `${requestsMax} requests are used up` })
  state.requests += 1
  return await send(calls)
}

function isRateLimit(error: unknown): boolean {
  return error instanceof RpcRateLimitError || (error instanceof RpcError && error.isRateLimit)
}

function isEnd(error: BaseError): boolean {
  return error instanceof DoctorLimitError || error instanceof RpcAbortedError
}
