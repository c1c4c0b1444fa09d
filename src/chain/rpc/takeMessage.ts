import { bytesMaxOf } from './bytesMaxOf.ts'
import { isRecord, parseJson, readAnswers } from './parseAnswers.ts'
import { RpcError, RpcProtocolError, RpcTooLargeError } from './rpcErrors.ts'
import { dropSocket, type Pending, type SocketState } from './SocketState.ts'

/**
 * Takes one message of the node: an announcement, or the answer to a request that waits. A message that cannot be read, or
 * that answers what was never asked, ends the connection.
 */
export function takeMessage(state: SocketState, text: string): void {
  state.heardMs = state.env.monotonic()
  state.parameters.onReceived(text.length)
  try {
    read(state, parseJson(text, state.parameters.label), text.length)
  } catch (error) {
    if (!(error instanceof RpcProtocolError)) throw error
    dropSocket(state, error)
  }
}

function read(state: SocketState, message: unknown, length: number): void {
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
function findPending(state: SocketState, message: unknown): Pending | undefined {
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

function isIssued(state: SocketState, id: unknown): boolean {
  return typeof id === 'number' && Number.isInteger(id) && id > 0 && id < state.nextId
}
