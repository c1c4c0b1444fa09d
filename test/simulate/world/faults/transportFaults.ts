import type { HttpFailure } from '../../../../src/env/HttpError.ts'
import { pickIndex } from '../../../faults/support/createRandom.ts'
import { rangeOf } from '../../../faults/support/evaluateCall.ts'
import { exchangeFault, type Fault, frameFault } from '../../../faults/support/Fault.ts'
import { mangle, mangleText } from '../../../faults/support/mangle.ts'
import { pick } from '../Deployment.ts'
import { type FaultParts, scopeOf } from './FaultParts.ts'

const failures: readonly HttpFailure[] = ['unreachable', 'unreachable', 'dns', 'tls', 'malformed']

/** Nothing arrives, for one reason or another (F072, F074). */
export function refuse(parts: FaultParts): Fault {
  const failure = pick(parts.random, failures)
  return exchangeFault('refuse', scopeOf(parts), () => ({ type: 'fail', failure }))
}

/** A second, a figure that no client should obey, or none at all. */
const retriesAfter = ['1', '3600', '-1', 'Wed, 21 Oct 2099 07:28:00 GMT', undefined] as const

/** Some quote whom they limit: the key is in the URL. */
const limitTexts = (url: string) => [
  { code: 429, message: 'Too Many Requests' },
  { code: -32_005, message: `limit exceeded for ${url}` },
  { code: -32_000, message: 'Your app has exceeded its compute units per second capacity.' },
]

/** By status, or by an error inside a 200 (F062). */
export function limitRate(parts: FaultParts): Fault {
  const after = retriesAfter[pickIndex(parts.random, retriesAfter.length)]
  const error = parts.random() < 0.5 ? undefined : pick(parts.random, limitTexts(parts.url))
  return exchangeFault('rateLimit', scopeOf(parts), ({ calls, isBatch }) => {
    if (error === undefined) {
      const headers = new Map(after === undefined ? [] : [['retry-after', after]])
      return { type: 'answer', answer: { status: 429, headers, body: '' } }
    }
    const answers = calls.map(({ id }) => ({ jsonrpc: '2.0', id, error }))
    return answer(200, JSON.stringify(isBatch ? answers : answers[0]))
  })
}

export function hang(parts: FaultParts): Fault {
  return exchangeFault('hang', scopeOf(parts), () => ({ type: 'hang' }))
}

export function slow(parts: FaultParts): Fault {
  return exchangeFault('slow', scopeOf(parts), ({ right }) => ({
    type: 'answer',
    answer: right,
    delayMs: Math.floor(parts.random() * 4_000),
  }))
}

export function garble(parts: FaultParts): Fault {
  return exchangeFault('garbage', scopeOf(parts), (exchange) =>
    mangle(exchange, parts.random, parts.url),
  )
}

export function overload(parts: FaultParts): Fault {
  const status = pick(parts.random, [500, 502, 503, 521])
  return exchangeFault('overloaded', scopeOf(parts), () => answer(status, 'upstream error'))
}

/** A login page or a portal, which quotes the whole URL (F063, F073). */
export function showPage(parts: FaultParts): Fault {
  const body = `<html><title>Sign in</title><a href="${parts.url}">${parts.url}</a></html>`
  return exchangeFault('page', scopeOf(parts), () => answer(200, body, 'text/html'))
}

/** One object instead of a list, or no body that large (F069). */
export function refuseBatches(parts: FaultParts): Fault {
  const isTooBig = parts.random() < 0.5
  const error = { code: -32_600, message: 'batch requests are not supported' }
  return exchangeFault('noBatches', scopeOf(parts), ({ isBatch }) => {
    if (!isBatch) return undefined
    return isTooBig
      ? answer(413, 'Request Entity Too Large')
      : answer(200, JSON.stringify({ jsonrpc: '2.0', id: null, error }))
  })
}

/** The body is larger than anybody takes (F070, F071): of ranges of logs, never of one block. */
export function sendTooMuch(parts: FaultParts): Fault {
  return exchangeFault('tooLarge', scopeOf(parts), ({ calls }) =>
    calls.some(isWideRange) ? { type: 'fail', failure: 'tooLarge' } : undefined,
  )
}

/** What is too heavy is answered as if the node were ill (F020). */
export function chokeOnRanges(parts: FaultParts): Fault {
  const status = pick(parts.random, [503, 504, 413])
  return exchangeFault('heavyRange', scopeOf(parts), ({ calls }) =>
    calls.some(isWideRange) ? answer(status, 'query timeout exceeded') : undefined,
  )
}

function isWideRange(call: Parameters<typeof rangeOf>[0]): boolean {
  return call.method === 'eth_getLogs' && (rangeOf(call)?.blocks ?? 1) > 1
}

/** The connection stays, and nothing comes any more (F060). */
export function silence(parts: FaultParts): Fault {
  return frameFault('silentSocket', scopeOf(parts), () => 'lost')
}

/** Announcements alone are lost (F041, F060). */
export function loseHeads(parts: FaultParts): Fault {
  return frameFault('lostHeads', scopeOf(parts), ({ kind }) =>
    kind === 'head' ? 'lost' : undefined,
  )
}

export function closeSockets(parts: FaultParts): Fault {
  return frameFault('closedSocket', scopeOf(parts), () => 'close')
}

/** A frame comes twice, or is no right frame (F041, F064). */
export function garbleFrames(parts: FaultParts): Fault {
  return frameFault('oddFrames', scopeOf(parts), ({ kind, text }) => {
    if (kind === 'handshake') return undefined
    return parts.random() < 0.5 ? [text, text] : [mangleText(text, parts.random)]
  })
}

function answer(status: number, body: string, type = 'application/json') {
  return {
    type: 'answer' as const,
    answer: { status, headers: new Map([['content-type', type]]), body },
  }
}
