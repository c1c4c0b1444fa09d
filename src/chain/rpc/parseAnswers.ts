import type { RpcAnswer, RpcCall } from './RpcCall.ts'
import { RpcError, RpcProtocolError } from './rpcErrors.ts'

export interface SentCalls {
  label: string
  calls: readonly RpcCall[]
  /** One id per call. */
  ids: readonly number[]
  redact: (text: string) => string
}

/**
 * Reads a JSON-RPC body against what was sent; answers come back in the order of the calls. In a batch the set of ids
 * must be exactly the one sent, else none of it is used (viem assigns by position: reliability.md, finding 1).
 * Throws `RpcProtocolError`, and `RpcError` when one error answers a whole batch.
 */
export function parseAnswers(body: string, sent: SentCalls): readonly RpcAnswer[] {
  return readAnswers(parseJson(body, sent.label), sent)
}

/** As `parseAnswers`, of what was parsed already. */
export function readAnswers(parsed: unknown, sent: SentCalls): readonly RpcAnswer[] {
  if (sent.calls.length === 1 && !Array.isArray(parsed)) return [readSingle(parsed, sent)]
  if (!Array.isArray(parsed)) throw readBatchRefusal(parsed, sent)
  if (sent.calls.length === 1) throw protocolError(sent, 'a batch answered a single request')
  return readBatch(parsed, sent)
}

/** Throws `RpcProtocolError`; the parser's own message quotes the body, so it is not handed on. */
export function parseJson(body: string, label: string): unknown {
  try {
    return JSON.parse(body)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new RpcProtocolError({ label, kind: 'notJson', detail: 'the body is not JSON' })
  }
}

function readSingle(entry: unknown, sent: SentCalls): RpcAnswer {
  const [call] = sent.calls
  if (!isRecord(entry)) throw protocolError(sent, 'the answer is not an object')
  const isIdRight = entry.id === sent.ids[0]
  // JSON-RPC 2.0, section 5: an error answers with id null when the request could not be read.
  if (!isIdRight && !(entry.id === null && isRecord(entry.error)))
    throw protocolError(sent, 'the answer carries another id than the request')
  return readEntry(entry, call?.method ?? 'the request', sent)
}

function readBatchRefusal(entry: unknown, sent: SentCalls): Error {
  if (isRecord(entry) && isRecord(entry.error) && entry.result == null)
    return toRpcError(entry.error, `a batch of ${sent.calls.length}`, sent)
  return protocolError(sent, 'one object answered a batch')
}

function readBatch(entries: readonly unknown[], sent: SentCalls): readonly RpcAnswer[] {
  if (entries.length !== sent.calls.length)
    throw protocolError(sent, `${entries.length} answers to a batch of ${sent.calls.length}`)
  const positions = new Map(sent.ids.map((id, position) => [id, position]))
  const answers = new Array<RpcAnswer>(sent.calls.length)
  for (const entry of entries) {
    if (!isRecord(entry) || typeof entry.id !== 'number')
      throw protocolError(sent, 'a batch answer carries no id')
    const position = positions.get(entry.id)
    if (position === undefined)
      throw protocolError(sent, 'a batch answer repeats an id or carries a foreign one')
    // Each id may answer once: what remains in the map is still owed.
    positions.delete(entry.id)
    answers[position] = readEntry(entry, sent.calls[position]?.method ?? 'the request', sent)
  }
  return answers
}

/** `error: null` beside a result, and `result: null` beside an error, are common and unambiguous. */
function readEntry(entry: Record<string, unknown>, method: string, sent: SentCalls): RpcAnswer {
  if (entry.error !== undefined && entry.error !== null) {
    if (!isRecord(entry.error)) throw protocolError(sent, `the error of ${method} is not an object`)
    if (entry.result !== undefined && entry.result !== null)
      throw protocolError(sent, `${method} was answered with both a result and an error`)
    return { error: toRpcError(entry.error, method, sent) }
  }
  if (entry.result === undefined)
    throw protocolError(sent, `${method} was answered without a result`)
  return { result: entry.result }
}

function toRpcError(error: Record<string, unknown>, method: string, sent: SentCalls): RpcError {
  const text = typeof error.message === 'string' ? error.message : 'no message'
  const rpcCode = typeof error.code === 'number' ? error.code : 0
  return new RpcError({ label: sent.label, method, rpcCode, text: sent.redact(text) })
}

function protocolError(sent: SentCalls, detail: string): RpcProtocolError {
  return new RpcProtocolError({ label: sent.label, kind: 'shape', detail })
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
