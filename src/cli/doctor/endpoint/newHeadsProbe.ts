import type { Socket } from '../../../env/Env.ts'
import { SocketError } from '../../../env/SocketError.ts'
import type { Probe } from '../Probe.ts'
import type { EndpointContext } from './EndpointContext.ts'

/** A socket that says nothing for this many block times, and this long, is silent (issue 3: 15 s on a 2 s chain). */
const silentBlocks = 2
const silentMsMin = 5_000
const silentMsMax = 30_000

/** Decoded size of one announcement: a header, with room. */
const messageBytesMax = 1_048_576

export type NewHeadsFacts =
  /** No socket is configured. */
  | { outcome: 'none' }
  /** `afterMs` from the subscription to the first head. */
  | { outcome: 'heard'; afterMs: number }
  | { outcome: 'silent'; waitedMs: number }
  | { outcome: 'failed'; reason: string }

/** Whether a WebSocket endpoint announces new heads. */
export const newHeadsProbe: Probe<EndpointContext, NewHeadsFacts> = {
  check: 'newHeads',
  async ask(_, context) {
    if (!/^wss?:/i.test(context.endpoint.url)) return { outcome: 'none' }
    try {
      return await listen(context)
    } catch (error) {
      if (!(error instanceof SocketError)) throw error
      return { outcome: 'failed', reason: error.shortMessage }
    }
  },
  judge(facts) {
    switch (facts.outcome) {
      case 'none':
        return []
      case 'heard': {
        const text = `Announced a head ${Math.round(facts.afterMs)} ms after the subscription.`
        return [{ status: 'pass', text }]
      }
      case 'silent': {
        const text = `Announced no head within ${facts.waitedMs / 1_000} s.`
        const cure =
          'If the chain makes blocks, take another endpoint; Plimsoll polls this one meanwhile.'
        return [{ status: 'warn', text, cure }]
      }
      case 'failed': {
        const text = `Cannot subscribe to new heads: ${facts.reason}`
        const cure = 'Check whether its plan offers WebSocket, or write the http(s) URL instead.'
        return [{ status: 'warn', text, cure }]
      }
    }
  },
}

async function listen({ env, chain, endpoint, signal }: EndpointContext): Promise<NewHeadsFacts> {
  const waitedMs = Math.min(Math.max(chain.blockTimeMs * silentBlocks, silentMsMin), silentMsMax)
  const ended = new AbortController()
  let facts: NewHeadsFacts = { outcome: 'silent', waitedMs }
  const startedAtMs = env.monotonic()
  const finish = (found: NewHeadsFacts) => {
    facts = found
    ended.abort()
  }
  const socket: Socket = await env.connect({
    url: endpoint.url,
    timeoutMs: chain.timeoutMs,
    messageBytesMax,
    signal,
    onMessage(text) {
      if (isRefusal(text))
        finish({ outcome: 'failed', reason: 'the node refuses the subscription.' })
      else if (isHead(text)) finish({ outcome: 'heard', afterMs: env.monotonic() - startedAtMs })
    },
    onClose: (error) => finish({ outcome: 'failed', reason: error.shortMessage }),
  })
  try {
    socket.send('{"jsonrpc":"2.0","id":1,"method":"eth_subscribe","params":["newHeads"]}')
    await env.sleep(waitedMs, AbortSignal.any([signal, ended.signal]))
    return facts
  } finally {
    socket.close()
  }
}

function isHead(text: string): boolean {
  return text.includes('"eth_subscription"') && text.includes('"parentHash"')
}

function isRefusal(text: string): boolean {
  return text.includes('"error"') && !text.includes('"eth_subscription"')
}
