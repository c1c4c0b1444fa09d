import type { FakeBlock } from './createFakeChain.ts'
import type { FakePeer, FakeSocketServer } from './createFakeEnv.ts'
import { type FakeNode, toBlock } from './createFakeNode.ts'

/** The WebSocket side of a fake node; its fields may be changed while connections are open. */
export interface FakeSocket {
  server: FakeSocketServer
  /** Connections ever taken. */
  connections: number
  /** Open ones that subscribed to heads. */
  subscribed: Map<FakePeer, string>
  /** Swallows every message: the connection is open and dead. */
  isDeaf: boolean
  /** Answers requests and announces nothing. */
  isMute: boolean
  /** Refuses connections from now on. */
  refuse: Error | undefined
  peers: Set<FakePeer>
  announce(block: FakeBlock): void
}

export function createFakeSocket(node: FakeNode): FakeSocket {
  const socket: FakeSocket = {
    connections: 0,
    subscribed: new Map(),
    isDeaf: false,
    isMute: false,
    refuse: undefined,
    peers: new Set(),
    announce(block) {
      if (socket.isMute || socket.isDeaf) return
      for (const [peer, subscription] of socket.subscribed)
        peer.send(
          JSON.stringify({
            jsonrpc: '2.0',
            method: 'eth_subscription',
            params: { subscription, result: toBlock(block) },
          }),
        )
    },
    server(peer) {
      if (socket.refuse !== undefined) throw socket.refuse
      socket.connections += 1
      socket.peers.add(peer)
      return (text) => {
        if (!socket.isDeaf) void answer(socket, node, { peer, text })
      }
    },
  }
  return socket
}

async function answer(
  socket: FakeSocket,
  node: FakeNode,
  { peer, text }: { peer: FakePeer; text: string },
): Promise<void> {
  const call: { id?: number; method?: string } = JSON.parse(text)
  if (call.method === 'eth_subscribe') {
    const subscription = `0x${socket.connections.toString(16)}`
    socket.subscribed.set(peer, subscription)
    peer.send(JSON.stringify({ jsonrpc: '2.0', id: call.id, result: subscription }))
    return
  }
  const { body } = await node.server({
    url: '',
    body: text,
    headers: {},
    timeoutMs: 1,
    bodyBytesMax: 1,
  })
  peer.send(body)
}
