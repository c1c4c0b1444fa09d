import type { Env, HttpAnswer } from '../../env/Env.ts'
import { HttpError } from '../../env/HttpError.ts'
import { bytesMaxOf } from './bytesMaxOf.ts'
import type { Channel, ChannelParameters } from './Channel.ts'
import { parseAnswers, type SentCalls } from './parseAnswers.ts'
import { parseRetryAfter } from './parseRetryAfter.ts'
import type { RpcAnswer } from './RpcCall.ts'
import { RpcError, RpcProtocolError, RpcRateLimitError, RpcStatusError } from './rpcErrors.ts'
import { toRpcFailure } from './toRpcFailure.ts'

const headers = { 'content-type': 'application/json', accept: 'application/json' }

/** Strict JSON-RPC over `Env.post`, one POST per `send`. */
export function createHttpChannel(env: Env, parameters: ChannelParameters): Channel {
  const { url, label, redact } = parameters
  let nextId = 1
  return {
    transport: 'http',
    open: () => Promise.resolve(),
    async send(calls, { timeoutMs, signal }) {
      const ids = calls.map(() => nextId++)
      const entries = calls.map((call, i) => ({ jsonrpc: '2.0', id: ids[i], ...call }))
      const body = JSON.stringify(entries.length === 1 ? entries[0] : entries)
      const bytesMax = bytesMaxOf(calls)
      parameters.onSent()
      let answer: HttpAnswer
      try {
        const request = { url, body, headers, timeoutMs, bodyBytesMax: bytesMax, signal }
        answer = await env.post(request)
      } catch (error) {
        if (!(error instanceof HttpError)) throw error
        throw toRpcFailure(error, { label, timeoutMs, bytesMax })
      }
      parameters.onReceived(answer.body.length)
      return readAnswer(answer, { label, calls, ids, redact }, env.now())
    },
    close: () => undefined,
  }
}

function readAnswer(answer: HttpAnswer, sent: SentCalls, nowMs: number): readonly RpcAnswer[] {
  const { status, headers: given, body } = answer
  if (status === 429) {
    const retryAfterMs = parseRetryAfter(given.get('retry-after'), nowMs)
    throw new RpcRateLimitError({ label: sent.label, retryAfterMs })
  }
  return status >= 200 && status < 300 ? parseAnswers(body, sent) : readRefusal(answer, sent)
}

/** Nodes put JSON-RPC errors under 4xx and 5xx too; those name the cause better than the status does. */
function readRefusal(answer: HttpAnswer, sent: SentCalls): readonly RpcAnswer[] {
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
