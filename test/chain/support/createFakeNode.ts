import type { HttpAnswer } from '../../../src/env/Env.ts'
import type { Hex } from '../../../src/facts/primitives.ts'
import type { FakeBlock, FakeChain } from './createFakeChain.ts'
import { hashOf } from './createFakeChain.ts'
import type { FakeServer } from './createFakeEnv.ts'

export interface FakeCall {
  id: unknown
  method: string
  params: unknown[]
}

/** What the node answers inside JSON-RPC: `{ result }` or `{ error }`. */
export type FakeAnswer = { result: unknown } | { error: { code: number; message: string } }

/** A node over a fake chain; its fields may be changed while a follower runs. */
export interface FakeNode {
  server: FakeServer
  chainId: number
  /** Blocks the node is behind the chain. */
  lag: number
  tags: 'served' | 'error' | 'null'
  finalizedDepth: number
  hasBlockTimestamp: boolean
  /** Some nodes answer logs for a block that has left the canonical chain. */
  servesOrphans: boolean
  /** Answers a call itself, or undefined to let the node answer. */
  intercept: ((call: FakeCall) => FakeAnswer | undefined) | undefined
  /** Rewrites a whole HTTP answer. */
  rewrite: ((answer: HttpAnswer, requestBody: string) => HttpAnswer) | undefined
  calls: FakeCall[]
}

export function createFakeNode(chain: FakeChain, chainId: number): FakeNode {
  const node: FakeNode = {
    chainId,
    lag: 0,
    tags: 'served',
    finalizedDepth: 20,
    hasBlockTimestamp: true,
    servesOrphans: false,
    intercept: undefined,
    rewrite: undefined,
    calls: [],
    server(request) {
      const parsed: FakeCall | FakeCall[] = JSON.parse(request.body)
      const body = Array.isArray(parsed)
        ? parsed.map((call) => answer(node, chain, call))
        : answer(node, chain, parsed)
      const plain: HttpAnswer = { status: 200, headers: new Map(), body: JSON.stringify(body) }
      return node.rewrite?.(plain, request.body) ?? plain
    },
  }
  return node
}

function answer(node: FakeNode, chain: FakeChain, call: FakeCall): object {
  node.calls.push(call)
  const given = node.intercept?.(call) ?? evaluate(node, chain, call)
  return { jsonrpc: '2.0', id: call.id, ...given }
}

function evaluate(node: FakeNode, chain: FakeChain, { method, params }: FakeCall): FakeAnswer {
  const headNumber = chain.head().number - node.lag
  switch (method) {
    case 'eth_chainId':
      return { result: toHex(node.chainId) }
    case 'eth_blockNumber':
      return { result: toHex(headNumber) }
    case 'eth_getBlockByNumber': {
      const tag = String(params[0])
      if ((tag === 'safe' || tag === 'finalized') && node.tags !== 'served')
        return node.tags === 'null' ? { result: null } : refuse(-32602, `${tag} is not a block`)
      const number = toNumber(node, headNumber, tag)
      return { result: number > headNumber ? null : toBlock(chain.at(number)) }
    }
    case 'eth_getLogs':
      return getLogs(node, chain, headNumber, params[0])
    case 'eth_getBlockReceipts': {
      const block = String(params[0])
      const found =
        block.length === 66
          ? chain.blocks.find(({ hash }) => hash === block)
          : chain.at(Number(block))
      return { result: found === undefined ? null : [{ logs: toLogs(node, found) }] }
    }
    case 'eth_getCode':
      return { result: '0x60' }
    default:
      return refuse(-32601, `the method ${method} does not exist`)
  }
}

function toNumber(node: FakeNode, headNumber: number, tag: string): number {
  if (tag === 'latest') return headNumber
  if (tag === 'safe') return Math.max(headNumber - Math.floor(node.finalizedDepth / 2), 0)
  if (tag === 'finalized') return Math.max(headNumber - node.finalizedDepth, 0)
  return Number(tag)
}

interface FilterParameter {
  address: string[]
  topics: (string[] | null)[]
  fromBlock?: string
  toBlock?: string
  blockHash?: string
}

function getLogs(
  node: FakeNode,
  chain: FakeChain,
  headNumber: number,
  parameter: unknown,
): FakeAnswer {
  // CAST: the test's own product wrote this filter; a wrong one fails below.
  const filter = parameter as FilterParameter
  let blocks: readonly FakeBlock[]
  if (filter.blockHash !== undefined) {
    const known = node.servesOrphans ? [...chain.byHash.values()] : chain.blocks
    const block = known.find(({ hash }) => hash === filter.blockHash)
    if (block === undefined || block.number > headNumber) return refuse(-32000, 'unknown block')
    blocks = [block]
  } else {
    const [from, to] = [Number(filter.fromBlock), Number(filter.toBlock)]
    if (to > headNumber) return refuse(-32602, 'block range extends beyond current head block')
    blocks = chain.blocks.slice(from, to + 1)
  }
  return { result: blocks.flatMap((block) => toLogs(node, block)).filter(isMatch(filter)) }
}

function isMatch(filter: FilterParameter) {
  return (log: { address: string; topics: readonly string[] }) =>
    filter.address.includes(log.address) &&
    filter.topics.every((wanted, i) => wanted === null || wanted.includes(log.topics[i] ?? ''))
}

export function toLogs(node: Pick<FakeNode, 'hasBlockTimestamp'>, block: FakeBlock) {
  return block.logs.map((log, i) => ({
    ...log,
    blockNumber: toHex(block.number),
    blockHash: block.hash,
    transactionHash: hashOf(`${block.hash}:${i >> 1}`),
    transactionIndex: toHex(i >> 1),
    logIndex: toHex(i),
    removed: false,
    ...(node.hasBlockTimestamp ? { blockTimestamp: toHex(block.timestamp) } : {}),
  }))
}

export function toBlock(block: FakeBlock) {
  const { hash, parentHash, logsBloom } = block
  const timestamp = toHex(block.timestamp)
  return { number: toHex(block.number), hash, parentHash, timestamp, logsBloom, transactions: [] }
}

export function refuse(
  code: number,
  message: string,
): { error: { code: number; message: string } } {
  return { error: { code, message } }
}

function toHex(value: number): Hex {
  return `0x${value.toString(16)}`
}
