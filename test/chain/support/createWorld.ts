import type { ChainEvent } from '../../../src/chain/ChainEvent.ts'
import { createChainClients } from '../../../src/chain/createChainClients.ts'
import { createFollower } from '../../../src/chain/createFollower.ts'
import type { Follower } from '../../../src/chain/Follower.ts'
import type { ChainConfig } from '../../../src/config/ChainConfig.ts'
import type { SourceSet } from '../../../src/facts/Decoder.ts'
import type { Hex } from '../../../src/facts/primitives.ts'
import type { RawLog } from '../../../src/facts/RawLog.ts'
import { createFakeChain, type FakeChain, type FakeLog, hashOf } from './createFakeChain.ts'
import { createFakeEnv, type FakeEnv } from './createFakeEnv.ts'
import { createFakeNode, type FakeNode, toLogs } from './createFakeNode.ts'
import { createRecord, type Record } from './createRecord.ts'

export const chainId = 31_001
/** The key is a canary: it must appear in nothing that leaves the room. */
export const canary = 'canary0123456789'
export const urls = [
  `https://rpc.example/v2/${canary}?apikey=${canary}`,
  `https://user:${canary}@two.example/`,
] as const

export const vault: Hex = '0x00000000000000000000000000000000000000aa'
export const feed: Hex = '0x00000000000000000000000000000000000000bb'
const stranger: Hex = '0x00000000000000000000000000000000000000cc'
export const deposited = hashOf('Deposited')
export const answered = hashOf('Answered')

export const sources: readonly SourceSet[] = [
  {
    id: 'vault',
    chainId,
    startBlock: 0n,
    filters: [{ addresses: [vault], topics: [[deposited]] }],
  },
  { id: 'feed', chainId, startBlock: 0n, filters: [{ addresses: [feed], topics: [[answered]] }] },
]

export interface World {
  env: FakeEnv
  chain: FakeChain
  nodes: FakeNode[]
  node: FakeNode
  config: ChainConfig
  record: Record
  start(parameters?: { sources?: readonly SourceSet[]; startBlock?: bigint }): Run
}

interface Run {
  follower: Follower
  abort: AbortController
  /** Applies events to the record until `isDone` holds after one; then aborts and waits for the end. */
  until(isDone: (event: ChainEvent) => boolean): Promise<readonly ChainEvent[]>
}

export function createWorld(overrides: Partial<ChainConfig> & { nodes?: number } = {}): World {
  const { nodes: count = 1, ...config } = overrides
  const env = createFakeEnv()
  const chain = createFakeChain()
  const nodes = urls.slice(0, count).map((url) => {
    const node = createFakeNode(chain, chainId)
    env.servers.set(url, node.server)
    return node
  })
  const [node] = nodes
  if (node === undefined) throw new Error('a world has a node')
  const world: World = {
    env,
    chain,
    nodes,
    node,
    config: {
      name: 'harbor',
      id: chainId,
      endpoints: urls.slice(0, count).map((url) => ({
        url,
        witness: new URL(url).hostname,
        requestsPerSecond: undefined,
      })),
      coverage: 'unverified',
      bloom: 'untrusted',
      blockTimeMs: 2_000,
      finality: { policy: 'tag', safeDepth: 5n, finalizedDepth: 10n, onViolation: 'repair' },
      staleAfterSeconds: 60,
      concurrency: 4,
      rangeBlocksMax: 1_000n,
      timeoutMs: 5_000,
      ...config,
    },
    record: createRecord(),
    start: (parameters = {}) => start(world, parameters),
  }
  return world
}

function start(
  world: World,
  parameters: { sources?: readonly SourceSet[]; startBlock?: bigint },
): Run {
  const { env, config, record } = world
  const client = createChainClients(env, [config]).get(chainId)
  if (client === undefined) throw new Error('the chain has a client')
  const abort = new AbortController()
  const follower = createFollower(env, config, client, {
    chainId,
    sources: parameters.sources ?? sources,
    startBlock: parameters.startBlock ?? 0n,
    recorded: record,
    signal: abort.signal,
  })
  return {
    follower,
    abort,
    async until(isDone) {
      const events: ChainEvent[] = []
      for await (const event of follower.events()) {
        record.apply(event)
        events.push(event)
        if (isDone(event)) abort.abort()
      }
      return events
    },
  }
}

/** A few logs whose kind and number depend on the block and a variant. */
export function makeLogs(number: number, variant = 0): readonly FakeLog[] {
  const kinds = [
    { address: vault, topics: [deposited, hashOf(`who ${number}`)] },
    { address: feed, topics: [answered] },
    { address: vault, topics: [hashOf('Other')] },
    { address: stranger, topics: [deposited] },
    { address: feed, topics: [deposited] },
  ]
  const count = (number * 7 + variant * 3) % 6
  return Array.from({ length: count }, (_, i) => {
    const kind = kinds[(number + i + variant) % kinds.length]
    if (kind === undefined) throw new Error('no such kind')
    return { ...kind, data: hashOf(`${number}:${variant}:${i}`) }
  })
}

/** Mines up to block `head` with `makeLogs`. */
export function mineTo(chain: FakeChain, head: number): void {
  while (chain.head().number < head) chain.mine(makeLogs(chain.blocks.length))
}

/** What a naive reader makes of the canonical chain: one line per wanted log, block by block. */
export function expectedLines(chain: FakeChain, from = 0, to = chain.head().number): string[] {
  const isWanted = (log: { address: Hex; topics: readonly Hex[] }) =>
    (log.address === vault && log.topics[0] === deposited) ||
    (log.address === feed && log.topics[0] === answered)
  return chain.blocks.slice(from, to + 1).flatMap((block) =>
    toLogs({ hasBlockTimestamp: true }, block)
      .filter(isWanted)
      .map((log) => `${block.number} ${block.hash} ${Number(log.logIndex)} ${log.data}`),
  )
}

export function lines(logs: readonly RawLog[]): string[] {
  return logs.map((log) => `${log.blockNumber} ${log.blockHash} ${log.logIndex} ${log.data}`)
}
