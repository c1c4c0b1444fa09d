import type { HttpAnswer, HttpPost } from './Env.ts'
import { HttpError } from './HttpError.ts'

/** Codes of failures that say something to an operator and nothing of the address. */
const networkCode = /^(E[A-Z]+|UND_ERR_[A-Z_]+|CERT_[A-Z_]+|[A-Z_]+_CERT[A-Z_]*)$/

/**
 * Sends one POST over Node's `fetch`, which keeps connections alive and unpacks compressed bodies. The decoded body is
 * counted while it streams, so that a small compressed answer cannot grow past the cap. Redirects are not followed: a key
 * in the URL or in a header would travel to another host. Throws `HttpError`.
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
  return Buffer.concat(chunks, bytes).toString('utf8')
}

function toHttpError(error: unknown, request: HttpPost, signal: AbortSignal): HttpError {
  if (error instanceof HttpError) return error
  if (signal.reason === failures.timeout) {
    return new HttpError({ failure: 'timeout', detail: `none within ${request.timeoutMs} ms` })
  }
  if (signal.reason === failures.aborted) {
    return new HttpError({ failure: 'aborted', detail: 'the request was stopped' })
  }
  const code = findCode(error)
  return new HttpError({
    failure: 'unreachable',
    detail: code === undefined ? 'the connection failed' : `the connection failed with ${code}`,
  })
}

/** The texts of `fetch` quote the address, so only a well-known code of the cause is passed on. */
function findCode(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && networkCode.test(cause.code)) {
      return cause.code
    }
  }
  return undefined
}
