import type { Socket, SocketConnect } from '../../../src/env/Env.ts'
import { SocketError } from '../../../src/env/SocketError.ts'
import type { Random } from './createRandom.ts'
import type { ScriptedNode } from './createScriptedNode.ts'
import type { VirtualClock } from './createVirtualClock.ts'
import { toBlockJson } from './evaluateCall.ts'
import { type Frame, type FrameOutcome, isDue } from './Fault.ts'

interface Scripted {
  clock: VirtualClock
  random: Random
  nodes: ReadonlyMap<string, ScriptedNode>
}

/** Opens a WebSocket connection to a scripted node. It serves requests and the subscription to new heads. */
export async function connectScripted(scripted: Scripted, request: SocketConnect): Promise<Socket> {
  const { clock, random, nodes } = scripted
  const node = nodes.get(request.url)
  if (node === undefined) throw new Error('the world has no such node')
  await clock.sleep(node.latencyMs, request.signal)
  if (request.signal?.aborted === true)
    throw new SocketError({ failure: 'aborted', detail: 'it was stopped' })
  const filter = (frame: Frame): FrameOutcome => {
    const at = { nowMs: clock.monotonic(), random }
    for (const fault of node.faults) {
      if (fault.onFrame === undefined || !isDue(fault, [], at)) continue
      const outcome = fault.onFrame(frame)
      if (outcome === undefined) continue
      fault.met += 1
      return outcome
    }
    return [frame.text]
  }
  const handshake = filter({ kind: 'handshake', text: '' })
  if (handshake === 'lost') {
    await clock.sleep(request.timeoutMs, request.signal)
    throw new SocketError({ failure: 'timeout', detail: 'no handshake' })
  }
  if (handshake === 'close')
    throw new SocketError({ failure: 'refused', detail: 'HTTP status 503', status: 503 })
  return open(clock, node, request, filter)
}

function open(
  clock: VirtualClock,
  node: ScriptedNode,
  request: SocketConnect,
  filter: (frame: Frame) => FrameOutcome,
): Socket {
  let isOpen = true
  const subscriptions: string[] = []
  const close = (): void => {
    isOpen = false
    node.tree.listeners.delete(announce)
  }
  const deliver = (frame: Frame): void => {
    clock.at(clock.monotonic() + node.latencyMs, () => {
      if (!isOpen) return
      const outcome = filter(frame)
      if (outcome === 'lost') return
      if (outcome === 'close') {
        close()
        request.onClose(new SocketError({ failure: 'closed', detail: 'it was closed' }))
        return
      }
      for (const text of outcome) request.onMessage(text)
    })
  }
  const announce = (): void => {
    for (const subscription of subscriptions)
      deliver({
        kind: 'head',
        text: JSON.stringify({
          jsonrpc: '2.0',
          method: 'eth_subscription',
          params: { subscription, result: toBlockJson(node.head()) },
        }),
      })
  }
  node.tree.listeners.add(announce)
  return {
    send(text) {
      if (!isOpen) return
      const subscribed = subscribe(text, subscriptions)
      if (subscribed !== undefined) return deliver({ kind: 'answer', text: subscribed })
      const outcome = node.answer(text)
      switch (outcome.type) {
        case 'answer':
          return deliver({ kind: 'answer', text: outcome.answer.body })
        case 'fail':
          close()
          return request.onClose(new SocketError({ failure: 'closed', detail: 'it was closed' }))
        case 'hang':
          return
      }
    },
    close,
  }
}

/** Answers `eth_subscribe` and `eth_unsubscribe`, which belong to the connection. */
function subscribe(text: string, subscriptions: string[]): string | undefined {
  const { id, method }: { id?: unknown; method?: unknown } = JSON.parse(text)
  if (method === 'eth_unsubscribe') return JSON.stringify({ jsonrpc: '2.0', id, result: true })
  if (method !== 'eth_subscribe') return undefined
  const result = `0xf00d${subscriptions.length + 1}`
  subscriptions.push(result)
  return JSON.stringify({ jsonrpc: '2.0', id, result })
}
