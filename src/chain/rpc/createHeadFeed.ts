import type { EndpointConfig } from '../../config/ChainConfig.ts'
import type { Member } from './Member.ts'
import type { PoolState } from './PoolState.ts'
import { type AnnouncedHead, watchHeads } from './watchHeads.ts'

/** New heads over the WebSocket endpoints of a chain. */
export interface HeadFeed {
  /** Connects with the first listener; the returned function takes it off, and disconnects with the last. */
  listen(listener: (head: AnnouncedHead) => void): () => void
  close(): void
}

const reconnectMsMin = 500
const reconnectMsMax = 30_000

/** A node that offers no subscriptions may be upgraded; its requests are answered meanwhile. */
const refusedMs = 10 * 60_000

interface Feed {
  state: PoolState
  sockets: readonly { member: Member; endpoint: EndpointConfig }[]
  listeners: Set<(head: AnnouncedHead) => void>
  stop: AbortController
}

/**
 * Subscribes to `newHeads` on a connection of its own at every WebSocket endpoint, so that no large answer stands before a
 * head. A subscription that is silent while the chain goes on is torn down and made anew (rpc-faults F060).
 */
export function createHeadFeed(state: PoolState): HeadFeed {
  const sockets = state.members.flatMap((member) => {
    const endpoint = state.config.endpoints[member.position]
    return member.endpoint.transport === 'ws' && endpoint !== undefined
      ? [{ member, endpoint }]
      : []
  })
  const feed: Feed = { state, sockets, listeners: new Set(), stop: new AbortController() }
  const end = () => {
    feed.stop.abort()
    feed.stop = new AbortController()
  }
  return {
    listen(listener) {
      // Each listener is told apart, also one that is added twice.
      const own = (head: AnnouncedHead) => listener(head)
      feed.listeners.add(own)
      if (feed.listeners.size === 1)
        for (const socket of sockets) void keepSubscribed(feed, socket, feed.stop.signal)
      return () => {
        if (feed.listeners.delete(own) && feed.listeners.size === 0) end()
      }
    },
    close() {
      feed.listeners.clear()
      end()
    },
  }
}

async function keepSubscribed(
  feed: Feed,
  socket: Feed['sockets'][number],
  signal: AbortSignal,
): Promise<void> {
  const { env } = feed.state
  for (let failures = 1; !signal.aborted; failures += 1) {
    const heads = await watchHeads(feed.state, {
      ...socket,
      signal,
      onHead(head) {
        for (const listener of [...feed.listeners]) listener(head)
      },
    })
    if (heads > 0) failures = 1
    const isRefused = socket.member.subscriptionProblem !== undefined
    const ownMs = Math.min(reconnectMsMin * 2 ** Math.min(failures - 1, 10), reconnectMsMax)
    const waitMs = isRefused ? refusedMs : ownMs
    await env.sleep(waitMs * (0.5 + env.random() / 2), signal)
  }
}
