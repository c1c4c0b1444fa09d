import type { ChainConfig } from '../../../src/config/ChainConfig.ts'
import { createFakeChain, type FakeChain } from './createFakeChain.ts'
import { createFakeNode, type FakeNode } from './createFakeNode.ts'
import { createFakeSocket, type FakeSocket } from './createFakeSocket.ts'
import { chainId, createWorld, type World } from './createWorld.ts'

export interface HeadNode extends FakeNode {
  label: string
  /** The chain that this node stands on; the others may stand on another. */
  own: FakeChain
  socket: FakeSocket
}

/** A follower over several nodes, each on a chain of its own that starts as the same one. */
export interface HeadWorld extends World {
  peers: readonly HeadNode[]
  /** The node at `position`, from 1. */
  peer(position: number): HeadNode
}

/** `kinds` names transport and witness of each node, such as `http` or `ws@one`; without a name each is its own witness. */
export function createHeadWorld(
  kinds: readonly string[],
  overrides: Partial<ChainConfig> = {},
): HeadWorld {
  const url = (i: number) => `${kinds[i]?.split('@')[0]}s://peer${i + 1}.example/`
  const endpoints = kinds.map((kind, i) => ({
    url: url(i),
    witness: kind.split('@')[1] ?? `peer${i + 1}`,
    requestsPerSecond: undefined,
  }))
  const world = createWorld({ endpoints, ...overrides })
  const peers = kinds.map((_, i): HeadNode => {
    const own = i === 0 ? world.chain : createFakeChain(`fork ${i}`)
    own.blocks = [...world.chain.blocks]
    const node = createFakeNode(own, chainId)
    const socket = createFakeSocket(node)
    world.env.servers.set(url(i), node.server)
    world.env.sockets.set(url(i), socket.server)
    return Object.assign(node, { label: `${world.config.name}#${i + 1}`, own, socket })
  })
  return {
    ...world,
    peers,
    peer(position) {
      const peer = peers[position - 1]
      if (peer === undefined) throw new Error('the world has no such peer')
      return peer
    },
  }
}

/** Mines one block on every given node alike. */
export function mineAlike(peers: readonly HeadNode[], logs: Parameters<FakeChain['mine']>[0] = []) {
  const [first, ...others] = peers
  if (first === undefined) throw new Error('nobody mines')
  const block = first.own.mine(logs)
  for (const { own } of others) {
    if (own === first.own) continue
    own.blocks.push(block)
    own.byHash.set(block.hash, block)
  }
  return block
}
