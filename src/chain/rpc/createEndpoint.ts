import PQueue from 'p-queue'
import type { ChainConfig } from '../../config/ChainConfig.ts'
import type { Env } from '../../env/Env.ts'
import type { Channel } from './Channel.ts'
import type { ChainCheck } from './createChainCheck.ts'
import { createCheckedChannel, type EndpointParameters } from './createCheckedChannel.ts'
import { type Concurrency, createConcurrency } from './createConcurrency.ts'
import { createLatency, type Latency } from './createLatency.ts'
import { createPace, lanePriority, type Pace } from './createPace.ts'
import type { RpcAnswer, RpcCall, RpcCounters, RpcOptions } from './RpcCall.ts'
import {
  RpcAbortedError,
  RpcProtocolError,
  RpcRateLimitError,
  RpcStatusError,
  RpcTimeoutError,
  RpcUnreachableError,
} from './rpcErrors.ts'

/** One URL of a chain: strict JSON-RPC that is checked, paced and bounded in concurrency. */
export interface Endpoint {
  /** Name for people, such as `harbor#1`; never the URL. */
  label: string
  transport: 'http' | 'ws'
  counters: RpcCounters
  latency: Latency
  /** Requests it is given at once at present. */
  concurrency(): number
  /** Sends one call, or several as a batch; answers in the order of the calls. Throws the classes of `rpcErrors.ts`. */
  send(calls: readonly RpcCall[], options: RpcOptions): Promise<readonly RpcAnswer[]>
  /** Ends its connection, if it holds one. */
  close(): void
}

interface EndpointState {
  env: Env
  timeoutMs: number
  label: string
  channel: Channel
  check: ChainCheck
  pace: Pace
  concurrency: Concurrency
  latency: Latency
  queue: PQueue
  /** Passes on to `queue` all but one of its slots: the last one is the head's (and the reads'). */
  backfillQueue: PQueue
}

/** Creates the endpoint at `position` of its chain. */
export function createEndpoint(
  env: Env,
  config: ChainConfig,
  parameters: EndpointParameters,
): Endpoint {
  const label = `${config.name}#${parameters.position + 1}`
  const counters: RpcCounters = { requests: 0, failures: 0, bytes: 0, hedges: 0 }
  const { channel, check } = createCheckedChannel(env, config, {
    ...parameters,
    label,
    counters,
    timeoutMs: config.timeoutMs,
  })
  const state: EndpointState = {
    env,
    timeoutMs: config.timeoutMs,
    label,
    channel,
    check,
    pace: createPace(env, parameters.endpoint.requestsPerSecond),
    concurrency: createConcurrency(env, config.concurrency),
    latency: createLatency(),
    queue: new PQueue({ concurrency: config.concurrency }),
    backfillQueue: new PQueue({ concurrency: Math.max(config.concurrency - 1, 1) }),
  }
  return {
    label,
    transport: channel.transport,
    counters,
    latency: state.latency,
    concurrency: () => state.concurrency.limit(),
    async send(calls, options) {
      try {
        const answers = await sendInTurn(state, calls, options)
        noteAnswers(state, answers)
        return answers
      } catch (error) {
        if (error instanceof RpcAbortedError) throw error
        counters.failures += 1
        noteFailure(state, error)
        throw error
      }
    },
    close: () => channel.close(),
  }
}

async function sendInTurn(
  state: EndpointState,
  calls: readonly RpcCall[],
  options: RpcOptions,
): Promise<readonly RpcAnswer[]> {
  const { lane } = options
  const signal = options.signal ?? undefined
  if (isAborted(signal)) throw new RpcAbortedError()
  const turn = state.pace.take(lane, signal)
  if (turn !== undefined) await turn
  const run = () =>
    state.queue.add(() => sendNow(state, calls, options), {
      priority: lanePriority[lane],
      ...(signal === undefined ? {} : { signal }),
    })
  try {
    if (lane !== 'backfill') return await run()
    return await state.backfillQueue.add(run, signal === undefined ? {} : { signal })
  } catch (error) {
    if (isAborted(signal)) throw new RpcAbortedError()
    throw error
  }
}

async function sendNow(
  state: EndpointState,
  calls: readonly RpcCall[],
  options: RpcOptions,
): Promise<readonly RpcAnswer[]> {
  const { env, channel, check, timeoutMs, latency } = state
  const signal = options.signal ?? undefined
  await check.pass(signal)
  const startMs = env.monotonic()
  const answers = await channel.send(calls, { timeoutMs, signal })
  // A wide range takes as long as it is wide; it says nothing about how soon a head would come.
  if (options.lane !== 'backfill') latency.add(env.monotonic() - startMs)
  return answers
}

/** A function, because the compiler takes a checked property for constant across an await. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true
}

function noteAnswers(state: EndpointState, answers: readonly RpcAnswer[]): void {
  if (answers.some(({ error }) => error?.isRateLimit === true)) {
    noteOverload(state)
    state.pace.noteLimit()
    return
  }
  state.concurrency.noteSuccess()
  applyConcurrency(state)
}

function noteFailure(state: EndpointState, error: unknown): void {
  if (isConnectionFailure(error)) state.check.reset()
  if (error instanceof RpcTimeoutError) noteOverload(state)
  if (!(error instanceof RpcRateLimitError)) return
  noteOverload(state)
  state.pace.noteLimit()
}

function noteOverload(state: EndpointState): void {
  state.concurrency.noteOverload()
  applyConcurrency(state)
}

function applyConcurrency(state: EndpointState): void {
  const limit = state.concurrency.limit()
  if (state.queue.concurrency === limit) return
  state.queue.concurrency = limit
  state.backfillQueue.concurrency = Math.max(limit - 1, 1)
}

function isConnectionFailure(error: unknown): boolean {
  return (
    error instanceof RpcUnreachableError ||
    error instanceof RpcTimeoutError ||
    error instanceof RpcStatusError ||
    error instanceof RpcProtocolError
  )
}
