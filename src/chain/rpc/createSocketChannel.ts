import type { Env, Socket } from '../../env/Env.ts'
import { SocketError } from '../../env/SocketError.ts'
import { answerBytesMax } from './bytesMaxOf.ts'
import type { Channel } from './Channel.ts'
import type { SentCalls } from './parseAnswers.ts'
import type { RpcAnswer } from './RpcCall.ts'
import { RpcAbortedError, RpcTimeoutError, RpcUnreachableError } from './rpcErrors.ts'
import {
  dropSocket,
  type Pending,
  type SocketChannelParameters,
  type SocketState,
} from './SocketState.ts'
import { takeMessage } from './takeMessage.ts'
import { toRpcFailure } from './toRpcFailure.ts'
import { waitIsOver } from './waitIsOver.ts'

/**
 * Strict JSON-RPC over one WebSocket connection at a time. Answers are matched by id; an answer to something that was never
 * asked, or one that cannot be read, ends the connection, because nothing on it can be trusted any more (rpc-faults F066).
 */
export function createSocketChannel(env: Env, parameters: SocketChannelParameters): Channel {
  const state: SocketState = {
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
    close: () => dropSocket(state, new RpcAbortedError()),
  }
}

async function connect(state: SocketState): Promise<void> {
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
        if (socket !== undefined && state.socket === socket) takeMessage(state, text)
      },
      onClose(error) {
        ended = error
        if (socket !== undefined && state.socket === socket) dropSocket(state, toFailure(error))
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
  state: SocketState,
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
  state: SocketState,
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
        deadline.abort(waitIsOver)
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
        dropSocket(state, new RpcUnreachableError({ label: sent.label }))
    })
  })
}
