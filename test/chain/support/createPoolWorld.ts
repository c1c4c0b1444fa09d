import { createRpcPool, type RpcPool } from '../../../src/chain/rpc/createRpcPool.ts'
import type { RpcCall, RpcOptions } from '../../../src/chain/rpc/RpcCall.ts'
import type { ChainConfig } from '../../../src/config/ChainConfig.ts'
import { createFakeChain, type FakeChain } from './createFakeChain.ts'
import { createFakeEnv, type FakeEnv, type FakeServer } from './createFakeEnv.ts'
import { createFakeNode, type FakeNode } from './createFakeNode.ts'
import { createFakeSocket, type FakeSocket } from './createFakeSocket.ts'
import { canary, chainId, createWorld } from './createWorld.ts'

export interface PoolNode extends FakeNode {
  url: string
  label: string
  socket: FakeSocket
}

/** Pool `harbor` over scripted nodes `harbor#1`, `harbor#2` …, all of one chain. */
export interface PoolWorld {
  env: FakeEnv
  chain: FakeChain
  pool: RpcPool
  nodes: readonly PoolNode[]
  node(position: number): PoolNode
  /** Puts a server of the test before the node; the node still answers what checks it. */
  script(position: number, server: FakeServer): void
  stateOf(position: number): string | undefined
}

export const options: RpcOptions = { lane: 'read' }
export const head: RpcOptions = { lane: 'head' }
export const latest: RpcCall = { method: 'eth_getBlockByNumber', params: ['latest', false] }
export const logsFrom = (block: number): RpcCall => ({
  method: 'eth_getLogs',
  params: [{ address: [], topics: [], fromBlock: `0x${block.toString(16)}`, toBlock: '0x10' }],
})

/** `kinds` names the transport of each node; a name after `@` is its witness, else each node is its own. */
export function createPoolWorld(
  kinds: readonly string[] = ['http', 'http'],
  overrides: Partial<ChainConfig> & { requestsPerSecond?: number } = {},
): PoolWorld {
  const { requestsPerSecond, ...config } = overrides
  const env = createFakeEnv()
  const chain = createFakeChain()
  while (chain.head().number < 40) chain.mine()
  const nodes = kinds.map((kind, i): PoolNode => {
    const [transport = ''] = kind.split('@')
    const node = createFakeNode(chain, chainId)
    const url = `${transport}s://node${i + 1}.example/v2/${canary}?key=${canary}`
    const own = { url, label: `harbor#${i + 1}`, socket: createFakeSocket(node) }
    env.servers.set(url, node.server)
    env.sockets.set(url, own.socket.server)
    return Object.assign(node, own)
  })
  const endpoints = kinds.map((kind, i) => ({
    url: nodes[i]?.url ?? '',
    witness: kind.split('@')[1] ?? `node${i + 1}`,
    requestsPerSecond,
  }))
  const pool = createRpcPool(env, { ...createWorld().config, endpoints, ...config })
  const world: PoolWorld = {
    env,
    chain,
    pool,
    nodes,
    node(position) {
      const node = nodes[position - 1]
      if (node === undefined) throw new Error('the world has no such node')
      return node
    },
    script(position, server) {
      const node = world.node(position)
      env.servers.set(node.url, (post) =>
        post.body.includes('eth_chainId') ? node.server(post) : server(post),
      )
    },
    stateOf: (position) => pool.endpoints()[position - 1]?.state,
  }
  return world
}

export async function failureOf(work: Promise<unknown>): Promise<Error> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Error) return error
  throw new Error('nothing was thrown')
}

/** Lets everything that takes no time happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1)
    await new Promise<void>((resolve) => setImmediate(resolve))
}
