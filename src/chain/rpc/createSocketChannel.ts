import type { Env, Socket } from '../../env/Env.ts'
import { SocketError } from '../../env/SocketError.ts'
import type { BaseError } from '../../errors/BaseError.ts'
import { answerBytesMax, bytesMaxOf } from './bytesMaxOf.ts'
import type { Channel, ChannelParameters } from './Channel.ts'
import { isRecord, parseJson, readAnswers, type SentCalls } from './parseAnswers.ts'
import type { RpcAnswer } from './RpcCall.ts'
import {
  RpcAbortedError,
  RpcError,
  RpcProtocolError,
  RpcTimeoutError,
  RpcTooLargeError,
  RpcUnreachableError,
} from './rpcErrors.ts'
import { toRpcFailure } from './toRpcFailure.ts'

export interface SocketChannelParameters extends ChannelParameters {
  timeoutMs: number
  /** Called when the connection ended, whoever ended it: what was known of the node must be asked anew. */
  onDown(): void
  /** Called with each `eth_subscription` message. */
  onNotice?(subscription: unknown, result: unknown): void
}

interface Pending {
  sent: SentCalls
  settle(outcome: { answers: readonly RpcAnswer[] } | { error: BaseError }): void
}

interface State {
  env: Env
  parameters: SocketChannelParameters
  socket: Socket | undefined
  opening: Promise<void> | undefined
  /** By the id of each call; the calls of a batch share one entry. */
  pending: Map<number, Pending>
  nextId: number
  /** Monotonic ms of the last message. */
  heardMs: number
}

/**
 * Strict JSON-RPC over one WebSocket connection at a time. Answers are matched by id; an answer to something that was never
 * asked, or one that cannot be read, ends the connection, because nothing on it can be trusted any more (rpc-faults F066).
 */
export function createSocketChannel(env: Env, parameters: SocketChannelParameters): Channel {
  const state: State = {
    env,
    parameters,
    socket: undefined,
    opening: undefined,
    pending: new Map(),
    nextId: 1,
    heardMs: 0,
  }
  return {
    transport: 'ws',
    async open() {
      if (state.socket !== undefined) return
      state.opening ??= connect(state).finally(() => {
        state.opening = undefined
      })
      await state.opening
    },
    send: (calls, options) => send(state, calls, options),
    close: () => drop(state, new RpcAbortedError()),
  }
}

async function connect(state: State): Promise<void> {
  const { label, url, timeoutMs } = state.parameters
  const toFailure = (error: SocketError) =>
    toRpcFailure(error, { label, timeoutMs, bytesMax: answerBytesMax })
  let socket: Socket | undefined
  let ended: SocketError | undefined
  state.parameters.onSent()
  try {
    socket = await state.env.connect({
      url,
      timeoutMs,
      messageBytesMax: answerBytesMax,
      // Nothing was asked yet of a connection that is not taken, so what it says is not listened to.
      onMessage(text) {
        if (socket !== undefined && state.socket === socket) take(state, text)
      },
      onClose(error) {
        ended = error
        if (socket !== undefined && state.socket === socket) drop(state, toFailure(error))
      },
    })
  } catch (error) {
    if (!(error instanceof SocketError)) throw error
    throw toFailure(error)
  }
  if (ended !== undefined) throw toFailure(ended)
  state.socket = socket
  state.heardMs = state.env.monotonic()
}

async function send(
  state: State,
  calls: SentCalls['calls'],
  options: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<readonly RpcAnswer[]> {
  const { label, redact } = state.parameters
  const { socket } = state
  if (options.signal?.aborted === true) throw new RpcAbortedError()
  if (socket === undefined) throw new RpcUnreachableError({ label })
  const ids = calls.map(() => state.nextId++)
  const entries = calls.map((call, i) => ({ jsonrpc: '2.0', id: ids[i], ...call }))
  const text = JSON.stringify(entries.length === 1 ? entries[0] : entries)
  const answers = waitFor(state, { label, redact, calls, ids }, options)
  state.parameters.onSent()
  socket.send(text)
  return answers
}

/** Ends with the answer, the deadline, the caller's signal or the end of the connection, whichever comes first. */
function waitFor(
  state: State,
  sent: SentCalls,
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<readonly RpcAnswer[]> {
  const sentMs = state.env.monotonic()
  const { socket } = state
  return new Promise((resolve, reject) => {
    const deadline = new AbortController()
    const onAbort = () => pending.settle({ error: new RpcAbortedError() })
    const pending: Pending = {
      sent,
      settle(outcome) {
        for (const id of sent.ids) state.pending.delete(id)
        signal?.removeEventListener('abort', onAbort)
        deadline.abort()
        if ('error' in outcome) reject(outcome.error)
        else resolve(outcome.answers)
      },
    }
    for (const id of sent.ids) state.pending.set(id, pending)
    signal?.addEventListener('abort', onAbort, { once: true })
    void state.env.sleep(timeoutMs, deadline.signal).then(() => {
      if (deadline.signal.aborted) return
      pending.settle({ error: new RpcTimeoutError({ label: sent.label, timeoutMs }) })
      // Silence in both directions is a dead connection, not a slow answer.
      if (state.socket === socket && state.heardMs <= sentMs)
        drop(state, new RpcUnreachableError({ label: sent.label }))
    })
  })
}

function take(state: State, text: string): void {
  state.heardMs = state.env.monotonic()
  state.parameters.onReceived(text.length)
  try {
    read(state, parseJson(text, state.parameters.label), text.length)
  } catch (error) {
    if (!(error instanceof RpcProtocolError)) throw error
    drop(state, error)
  }
}

function read(state: State, message: unknown, length: number): void {
  const { onNotice } = state.parameters
  if (isRecord(message) && message.method === 'eth_subscription' && isRecord(message.params)) {
    onNotice?.(message.params.subscription, message.params.result)
    return
  }
  const pending = findPending(state, message)
  if (pending === undefined) return
  const bytesMax = bytesMaxOf(pending.sent.calls)
  const { label } = state.parameters
  if (length > bytesMax) {
    pending.settle({ error: new RpcTooLargeError({ label, bytesMax }) })
    return
  }
  try {
    pending.settle({ answers: readAnswers(message, pending.sent) })
  } catch (error) {
    if (!(error instanceof RpcError) && !(error instanceof RpcProtocolError)) throw error
    pending.settle({ error })
  }
}

/** Undefined for a late answer: whoever asked has left. Throws `RpcProtocolError` for what was never asked. */
function findPending(state: State, message: unknown): Pending | undefined {
  const entries: readonly unknown[] = Array.isArray(message) ? message : [message]
  const ids = entries.flatMap((entry) => (isRecord(entry) ? [entry.id] : []))
  for (const id of ids) {
    const pending = typeof id === 'number' ? state.pending.get(id) : undefined
    if (pending !== undefined) return pending
  }
  // JSON-RPC 2.0, section 5: an error answers with id null when the request could not be read; alone, it is whose it is.
  const waiting = new Set(state.pending.values())
  if (ids.length === 1 && ids[0] === null && waiting.size === 1) return [...waiting][0]
  const isLate = ids.length > 0 && ids.every((id) => isIssued(state, id))
  if (isLate) return undefined
  throw new RpcProtocolError({
    label: state.parameters.label,
    kind: 'shape',
    detail: 'an answer to something that was not asked',
  })
}

function isIssued(state: State, id: unknown): boolean {
  return typeof id === 'number' && Number.isInteger(id) && id > 0 && id < state.nextId
}

function drop(state: State, error: BaseError): void {
  const { socket } = state
  if (socket === undefined) return
  state.socket = undefined
  socket.close()
  for (const pending of new Set(state.pending.values())) pending.settle({ error })
  state.parameters.onDown()
}
