import { isAscii, isUtf8 } from 'node:buffer'
import type { HttpAnswer, HttpPost } from './Env.ts'
import { HttpError } from './HttpError.ts'
import { toNetworkFailure } from './toNetworkFailure.ts'

/** One encoding is the rule, two happen behind a proxy; more only make a bomb (CVE-2026-22036). */
const encodingsMax = 2

/**
 * Sends one POST over Node's `fetch`, which keeps connections alive and unpacks compressed bodies. The decoded body is
 * counted while it streams, so that a small compressed answer cannot grow past the cap. Redirects are not followed: a key
 * in the URL or in a header would travel to another host. A body that is no UTF-8 is dropped whole. Throws `HttpError`.
 */
export async function postOverHttp(request: HttpPost): Promise<HttpAnswer> {
  // AbortSignal.any keeps its result reachable from a long-lived source on Node 20; a controller of our own does not.
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(failures.timeout), request.timeoutMs)
  const onAbort = () => controller.abort(failures.aborted)
  request.signal?.addEventListener('abort', onAbort, { once: true })
  if (request.signal?.aborted === true) onAbort()
  try {
    return await post(request, controller.signal)
  } catch (error) {
    throw toHttpError(error, request, controller.signal)
  } finally {
    clearTimeout(timer)
    request.signal?.removeEventListener('abort', onAbort)
  }
}

/** Reasons of our own aborts, told apart from whatever `fetch` rejects with. */
const failures = { timeout: Symbol('timeout'), aborted: Symbol('aborted') }

async function post(request: HttpPost, signal: AbortSignal): Promise<HttpAnswer> {
  const response = await fetch(request.url, {
    method: 'POST',
    headers: request.headers,
    body: request.body,
    redirect: 'manual',
    signal,
  })
  const encodings = response.headers.get('content-encoding')?.split(',').length ?? 0
  if (encodings > encodingsMax) {
    await response.body?.cancel()
    throw new HttpError({ failure: 'malformed', detail: `its body is packed ${encodings} times` })
  }
  const body = await readBody(response, request.bodyBytesMax)
  return { status: response.status, headers: new Map(response.headers), body }
}

async function readBody(response: Response, bytesMax: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop by a throw cancels the stream and with it the connection.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > bytesMax) {
      throw new HttpError({ failure: 'tooLarge', detail: `its body is over ${bytesMax} bytes` })
    }
    chunks.push(chunk)
  }
  const body = Buffer.concat(chunks, bytes)
  // Buffer would replace each wrong byte by a question mark: other text than was sent.
  if (!isUtf8(body)) throw new HttpError({ failure: 'malformed', detail: 'its body is no UTF-8' })
  // Latin-1 spells the same text then, in memory that goes with the text instead of waiting for a full collection.
  return isAscii(body) ? body.toString('latin1') : body.toString('utf8')
}

function toHttpError(error: unknown, request: HttpPost, signal: AbortSignal): HttpError {
  if (error instanceof HttpError) return error
  if (signal.reason === failures.timeout) {
    return new HttpError({ failure: 'timeout', detail: `none within ${request.timeoutMs} ms` })
  }
  if (signal.reason === failures.aborted) {
    return new HttpError({ failure: 'aborted', detail: 'the request was stopped' })
  }
  return new HttpError(toNetworkFailure(error))
}
