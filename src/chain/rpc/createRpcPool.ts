import type { ChainConfig } from '../../config/ChainConfig.ts'
import type { Env } from '../../env/Env.ts'
import { assert } from '../../errors/assert.ts'
import { BaseError } from '../../errors/BaseError.ts'
import { createEndpoint, type Endpoint } from './createEndpoint.ts'
import { isUnknownBlock } from './isUnknownBlock.ts'
import type { RpcAnswer, RpcCall, RpcCounters, RpcOptions } from './RpcCall.ts'
import {
  RpcError,
  RpcProtocolError,
  RpcRateLimitError,
  RpcStatusError,
  RpcTooLargeError,
  RpcWrongChainError,
} from './rpcErrors.ts'

/** The endpoints of one chain behind one door. It tries each at most once per call and never sleeps. */
export interface RpcPool {
  counters: RpcCounters
  /** One call; throws the last endpoint's error when none answered. */
  request(call: RpcCall, options: RpcOptions): Promise<unknown>
  /** Many calls; errors of single calls are answers. Refused batches are split down to single calls. */
  batch(calls: readonly RpcCall[], options: RpcOptions): Promise<readonly RpcAnswer[]>
  /** Prefers the next endpoint from now on: the present one cannot answer what is needed. */
  rotate(): void
}

interface Member {
  endpoint: Endpoint
  failures: number
  /** Monotonic ms before which the endpoint is asked last. */
  restUntilMs: number
  /** Monotonic ms before which it asked not to be called at all. */
  limitedUntilMs: number
}

/** Calls per batch at most; providers allow 50 to 1,000. */
const batchCallsMax = 50

const restMsMin = 250
/** A dead endpoint is tried again at least this often. */
const restMsMax = 30_000

/** Creates the pool of `config.endpoints`, first preferred. */
export function createRpcPool(env: Env, config: ChainConfig): RpcPool {
  const counters: RpcCounters = { requests: 0, failures: 0, bytes: 0 }
  const members = config.endpoints.map(
    ({ url }, position): Member => ({
      endpoint: createEndpoint(env, config, { url, position, counters }),
      failures: 0,
      restUntilMs: 0,
      limitedUntilMs: 0,
    }),
  )
  assert(members.length > 0, 'a chain has at least one endpoint')
  const send = (calls: readonly RpcCall[], options: RpcOptions) =>
    sendToAny(env, members, calls, options)
  return {
    counters,
    async request(call, options) {
      const [answer] = await send([call], options)
      assert(answer !== undefined, 'one call has one answer')
      if (answer.error !== undefined) throw answer.error
      return answer.result
    },
    async batch(calls, options) {
      const chunks: Promise<readonly RpcAnswer[]>[] = []
      for (let i = 0; i < calls.length; i += batchCallsMax)
        chunks.push(sendSplitting(send, calls.slice(i, i + batchCallsMax), options))
      return (await Promise.all(chunks)).flat()
    },
    rotate() {
      const first = members.shift()
      if (first !== undefined) members.push(first)
    },
  }
}

async function sendToAny(
  env: Env,
  members: readonly Member[],
  calls: readonly RpcCall[],
  options: RpcOptions,
): Promise<readonly RpcAnswer[]> {
  let refused: readonly RpcAnswer[] | undefined
  let failure: BaseError | undefined
  for (const member of inOrder(members, env.monotonic())) {
    try {
      const answers = await sendTo(env, member, calls, options)
      if (answers.some(({ error }) => error === undefined || !mayDifferElsewhere(error)))
        return answers
      refused = answers
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      if (!mayDifferElsewhere(error)) throw error
      failure = moreTelling(failure, error)
    }
  }
  // An endpoint that answered, if only with refusals, tells more than one that did not.
  if (refused !== undefined) return refused
  assert(failure !== undefined, 'every endpoint was tried')
  throw failure
}

/** A chain halts on a wrong chain id, so that is reported only when no endpoint failed in any other way. */
function moreTelling(before: BaseError | undefined, now: BaseError): BaseError {
  return before !== undefined && now instanceof RpcWrongChainError ? before : now
}

/** Healthy ones in the order of preference, then the resting ones, the one that rests shortest first. */
function inOrder(members: readonly Member[], nowMs: number): readonly Member[] {
  const isResting = (member: Member) => member.restUntilMs > nowMs
  const resting = members.filter(isResting).sort((a, b) => a.restUntilMs - b.restUntilMs)
  return [...members.filter((member) => !isResting(member)), ...resting]
}

async function sendTo(
  env: Env,
  member: Member,
  calls: readonly RpcCall[],
  options: RpcOptions,
): Promise<readonly RpcAnswer[]> {
  const { endpoint } = member
  const limitedMs = member.limitedUntilMs - env.monotonic()
  if (limitedMs > 0) throw new RpcRateLimitError({ label: endpoint.label, retryAfterMs: limitedMs })
  try {
    const answers = await endpoint.send(calls, options)
    member.failures = 0
    member.restUntilMs = 0
    return answers
  } catch (error) {
    if (error instanceof BaseError && error.retryable) rest(member, error, env.monotonic())
    throw error
  }
}

function rest(member: Member, error: BaseError, nowMs: number): void {
  member.failures += 1
  const backoffMs = Math.min(restMsMin * 2 ** (member.failures - 1), restMsMax)
  member.restUntilMs = nowMs + backoffMs
  if (!(error instanceof RpcRateLimitError)) return
  member.limitedUntilMs = nowMs + error.retryAfterMs
  member.restUntilMs = Math.max(member.restUntilMs, member.limitedUntilMs)
}

/** Whether another endpoint may answer what this one did not: its trouble, its lag, its pruning, a method it lacks. */
function mayDifferElsewhere(error: BaseError): boolean {
  if (error.retryable || isUnknownBlock(error)) return true
  return error instanceof RpcError && [-32601, -32004, 4444].includes(error.rpcCode)
}

async function sendSplitting(
  send: RpcPool['batch'],
  calls: readonly RpcCall[],
  options: RpcOptions,
): Promise<readonly RpcAnswer[]> {
  try {
    return await send(calls, options)
  } catch (error) {
    if (calls.length === 1) {
      if (error instanceof RpcError) return [{ error }]
      throw error
    }
    if (!isBatchRefusal(error)) throw error
    const half = calls.length >> 1
    const first = await sendSplitting(send, calls.slice(0, half), options)
    const second = await sendSplitting(send, calls.slice(half), options)
    return [...first, ...second]
  }
}

/** Only what is about the batch itself; splitting against a dead endpoint would multiply its load. */
function isBatchRefusal(error: unknown): boolean {
  if (error instanceof RpcError) return !error.isRateLimit
  if (error instanceof RpcStatusError) return error.status === 400 || error.status === 413
  if (error instanceof RpcProtocolError) return error.kind === 'shape'
  return error instanceof RpcTooLargeError
}
