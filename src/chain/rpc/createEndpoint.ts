import PQueue from 'p-queue'
import type { ChainConfig } from '../../config/ChainConfig.ts'
import type { Env, HttpAnswer } from '../../env/Env.ts'
import { HttpError } from '../../env/HttpError.ts'
import { createChainCheck } from './createChainCheck.ts'
import { createRedactor } from './createRedactor.ts'
import { parseAnswers } from './parseAnswers.ts'
import { parseRetryAfter } from './parseRetryAfter.ts'
import type { RpcAnswer, RpcCall, RpcCounters, RpcLane, RpcOptions } from './RpcCall.ts'
import {
  RpcAbortedError,
  RpcError,
  RpcProtocolError,
  RpcRateLimitError,
  RpcStatusError,
  RpcTimeoutError,
  RpcUnreachableError,
} from './rpcErrors.ts'
import { toRpcFailure } from './toRpcFailure.ts'

/** One URL of a chain: strict JSON-RPC over `Env.post`, its concurrency bounded by its own queue. */
export interface Endpoint {
  /** Name for people, such as `harbor#1`; never the URL. */
  label: string
  /** Sends one call, or several as a batch; answers in the order of the calls. Throws the classes of `rpcErrors.ts`. */
  send(calls: readonly RpcCall[], options: RpcOptions): Promise<readonly RpcAnswer[]>
}

interface EndpointState {
  env: Env
  config: ChainConfig
  url: string
  label: string
  redact: (text: string) => string
  queue: PQueue
  counters: RpcCounters
  nextId: number
}

/** Decoded size of one answer at most: three times what the widest range we ask for can hold. */
const bodyBytesMax = 32 * 1024 * 1024

const lanePriority: Record<RpcLane, number> = { head: 2, read: 1, backfill: 0 }

/** Creates the endpoint of `url`, the `position`-th of its chain, counting into `counters`. */
export function createEndpoint(
  env: Env,
  config: ChainConfig,
  parameters: { url: string; position: number; counters: RpcCounters },
): Endpoint {
  const state: EndpointState = {
    env,
    config,
    url: parameters.url,
    label: `${config.name}#${parameters.position + 1}`,
    redact: createRedactor(parameters.url),
    queue: new PQueue({ concurrency: config.concurrency }),
    counters: parameters.counters,
    nextId: 1,
  }
  const check = createChainCheck({
    label: state.label,
    expected: config.id,
    askChainId: () => askChainId(state),
  })
  return {
    label: state.label,
    async send(calls, options) {
      try {
        await check.pass(options.signal)
        return await post(state, calls, options)
      } catch (error) {
        if (!(error instanceof RpcAbortedError)) state.counters.failures += 1
        if (isConnectionFailure(error)) check.reset()
        throw error
      }
    },
  }
}

async function askChainId(state: EndpointState): Promise<unknown> {
  const [answer] = await post(state, [{ method: 'eth_chainId', params: [] }], { lane: 'head' })
  if (answer?.error !== undefined) throw answer.error
  return answer?.result
}

async function post(
  state: EndpointState,
  calls: readonly RpcCall[],
  options: RpcOptions,
): Promise<readonly RpcAnswer[]> {
  const ids = calls.map(() => state.nextId++)
  const entries = calls.map((call, i) => ({ jsonrpc: '2.0', id: ids[i], ...call }))
  const body = JSON.stringify(entries.length === 1 ? entries[0] : entries)
  const answer = await enqueue(state, body, options)
  state.counters.bytes += answer.body.length
  if (answer.status === 429) {
    const retryAfterMs = parseRetryAfter(answer.headers.get('retry-after'), state.env.now())
    throw new RpcRateLimitError({ label: state.label, retryAfterMs })
  }
  const sent = { label: state.label, calls, ids, redact: state.redact }
  if (answer.status >= 200 && answer.status < 300) return parseAnswers(answer.body, sent)
  return readRefusal(answer, sent)
}

/** Nodes put JSON-RPC errors under 4xx and 5xx too; those name the cause better than the status does. */
function readRefusal(
  answer: HttpAnswer,
  sent: Parameters<typeof parseAnswers>[1],
): readonly RpcAnswer[] {
  const failure = new RpcStatusError({ label: sent.label, status: answer.status })
  try {
    const answers = parseAnswers(answer.body, sent)
    if (answers.every((entry) => entry.error !== undefined)) return answers
  } catch (error) {
    if (error instanceof RpcError) throw error
    if (!(error instanceof RpcProtocolError)) throw error
  }
  throw failure
}

async function enqueue(
  state: EndpointState,
  body: string,
  options: RpcOptions,
): Promise<HttpAnswer> {
  const { signal } = options
  if (isAborted(signal)) throw new RpcAbortedError()
  const priority = lanePriority[options.lane]
  try {
    return await state.queue.add(() => postOnce(state, body, signal), {
      priority,
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (error) {
    if (isAborted(signal)) throw new RpcAbortedError()
    throw error
  }
}

/** A function, because the compiler takes a checked property for constant across an await. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true
}

async function postOnce(
  state: EndpointState,
  body: string,
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  const { timeoutMs } = state.config
  state.counters.requests += 1
  try {
    return await state.env.post({
      url: state.url,
      body,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      timeoutMs,
      bodyBytesMax,
      signal,
    })
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    throw toRpcFailure(error, { label: state.label, timeoutMs, bodyBytesMax })
  }
}

function isConnectionFailure(error: unknown): boolean {
  return (
    error instanceof RpcUnreachableError ||
    error instanceof RpcTimeoutError ||
    error instanceof RpcStatusError ||
    error instanceof RpcProtocolError
  )
}
