import { type Hex, numberToHex } from 'viem'
import type { BlockTree, TreeBlock } from './createBlockTree.ts'
import {
  baseFee,
  cumulativeGas,
  emptyRoot,
  emptyUncles,
  gasLimit,
  toBloom,
  zeroAddress,
  zeroHash,
} from './encodeBlock.ts'
import type { Reply, RpcRequest } from './Fault.ts'

/** What one backend knows and how it spells it. */
export interface NodeView {
  tree: BlockTree
  chainId: number
  /** Highest block that it serves. */
  head: TreeBlock
  safeDepth: number
  finalizedDepth: number
  hasBlockTimestamp: boolean
  hasTags: boolean
  /** Number that the tags are reckoned from; the head where it is left out. */
  tagHead?: ((head: number) => number) | undefined
}

/** Answers a call as a healthy node does. */
export function evaluateCall(view: NodeView, { method, params }: RpcRequest): Reply {
  switch (method) {
    case 'eth_chainId':
      return { result: numberToHex(view.chainId) }
    case 'net_version':
      return { result: String(view.chainId) }
    case 'eth_blockNumber':
      return { result: numberToHex(view.head.number) }
    case 'eth_syncing':
      return { result: false }
    case 'eth_getBlockByNumber':
      return getBlockByNumber(view, String(params[0]))
    case 'eth_getBlockByHash':
      return { result: toBlockJson(findBlock(view, String(params[0]))) }
    case 'eth_getLogs':
      return getLogs(view, params[0])
    case 'eth_getBlockReceipts':
      return getReceipts(view, params[0])
    case 'eth_call':
      return call(view, params[0], params[1])
    case 'eth_getCode':
      return { result: '0x6080' }
    case 'eth_gasPrice':
      return { result: numberToHex(baseFee) }
    default:
      return refuse(-32601, `the method ${method} does not exist/is not available`)
  }
}

export function refuse(code: number, message: string): Reply {
  return { error: { code, message } }
}

function getBlockByNumber(view: NodeView, tag: string): Reply {
  const isTag = tag === 'safe' || tag === 'finalized'
  if (isTag && !view.hasTags) return refuse(-32602, `invalid argument 0: unknown block tag ${tag}`)
  return { result: toBlockJson(blockAt(view, toNumber(view, tag))) }
}

function toNumber(view: NodeView, tag: string): number {
  const { number } = view.head
  switch (tag) {
    case 'latest':
    case 'pending':
      return number
    case 'safe':
      return Math.max((view.tagHead?.(number) ?? number) - view.safeDepth, 0)
    case 'finalized':
      return Math.max((view.tagHead?.(number) ?? number) - view.finalizedDepth, 0)
    case 'earliest':
      return 0
    default:
      return Number(tag)
  }
}

function blockAt(view: NodeView, number: number): TreeBlock | undefined {
  return view.tree.at(number, view.head)
}

/** A block of this backend's own branch. */
function findBlock(view: NodeView, hash: string): TreeBlock | undefined {
  const block = view.tree.byHash(hash)
  return block !== undefined && blockAt(view, block.number) === block ? block : undefined
}

/** A filter of `eth_getLogs`. */
export interface LogFilterJson {
  address?: string | readonly string[]
  topics?: readonly (string | readonly string[] | null)[]
  fromBlock?: string
  toBlock?: string
  blockHash?: string
}

/** The range that a filter asks for, undefined for one by hash. */
export function rangeOf(
  call: RpcRequest,
): { from: number; to: number; blocks: number } | undefined {
  const filter = readFilter(call.params[0])
  if (filter.blockHash !== undefined) return undefined
  const [from, to] = [Number(filter.fromBlock), Number(filter.toBlock)]
  return { from, to, blocks: to - from + 1 }
}

export function readFilter(parameter: unknown): LogFilterJson {
  // CAST: the program under test wrote this filter; one of another shape finds nothing below.
  return (parameter ?? {}) as LogFilterJson
}

function getLogs(view: NodeView, parameter: unknown): Reply {
  const filter = readFilter(parameter)
  const blocks: TreeBlock[] = []
  if (filter.blockHash !== undefined) {
    const block = findBlock(view, filter.blockHash)
    if (block === undefined) return refuse(-32000, 'unknown block')
    blocks.push(block)
  } else {
    const [from, to] = [
      toNumber(view, filter.fromBlock ?? ''),
      toNumber(view, filter.toBlock ?? ''),
    ]
    if (to > view.head.number)
      return refuse(-32602, 'block range extends beyond current head block')
    for (let number = from; number <= to; number += 1) {
      const block = blockAt(view, number)
      if (block !== undefined) blocks.push(block)
    }
  }
  return {
    result: blocks.flatMap((block) =>
      toLogsJson(block, view).filter((log) => isMatch(log, filter)),
    ),
  }
}

export interface LogJson {
  address: Hex
  topics: readonly Hex[]
  data: Hex
  blockNumber: Hex
  blockHash: Hex
  transactionHash: Hex
  transactionIndex: Hex
  logIndex: Hex
  removed: boolean
  blockTimestamp?: Hex
}

/** Every log of a block as JSON. */
export function toLogsJson(block: TreeBlock, view: Pick<NodeView, 'hasBlockTimestamp'>): LogJson[] {
  let logIndex = 0
  return block.transactions.flatMap(({ hash, logs }, txIndex) =>
    logs.map((log) => ({
      ...log,
      blockNumber: numberToHex(block.number),
      blockHash: block.hash,
      transactionHash: hash,
      transactionIndex: numberToHex(txIndex),
      logIndex: numberToHex(logIndex++),
      removed: false,
      ...(view.hasBlockTimestamp ? { blockTimestamp: numberToHex(block.timestamp) } : {}),
    })),
  )
}

function isMatch(log: LogJson, { address, topics = [] }: LogFilterJson): boolean {
  if (address !== undefined && ![address].flat().includes(log.address)) return false
  return topics.every((wanted, i) => {
    if (wanted === null) return true
    const topic = log.topics[i]
    return topic !== undefined && [wanted].flat().includes(topic)
  })
}

function getReceipts(view: NodeView, parameter: unknown): Reply {
  const text = String(parameter)
  const block = text.length === 66 ? findBlock(view, text) : blockAt(view, toNumber(view, text))
  if (block === undefined) return { result: null }
  const logs = toLogsJson(block, view)
  return {
    result: block.transactions.map(({ hash, logs: own }, i) => ({
      type: '0x2',
      status: '0x1',
      cumulativeGasUsed: numberToHex(cumulativeGas(i)),
      gasUsed: numberToHex(50_000),
      logsBloom: toBloom(own),
      logs: logs.filter((log) => log.transactionHash === hash),
      transactionHash: hash,
      transactionIndex: numberToHex(i),
      blockHash: block.hash,
      blockNumber: numberToHex(block.number),
      from: zeroAddress,
      to: zeroAddress,
      contractAddress: null,
      effectiveGasPrice: numberToHex(baseFee),
    })),
  }
}

/** `decimals()` and `balanceOf(address)`: tokens of a world need not answer them. */
const silentSelectors = ['0x313ce567', '0x70a08231']

/** What a contract answers; `convertToAssets` of one share unit, whatever the call data, where the tree names no answer. */
function call(view: NodeView, question: unknown, at: unknown): Reply {
  const hash = typeof at === 'object' && at !== null && 'blockHash' in at ? at.blockHash : undefined
  const block =
    hash === undefined ? blockAt(view, toNumber(view, String(at))) : findBlock(view, String(hash))
  if (block === undefined) return refuse(-32000, 'header not found')
  const { to, data } = toObject(question)
  const answer = view.tree.answers.get(`${String(to)}:${String(data).slice(0, 10)}`)
  if (answer === undefined && silentSelectors.includes(String(data).slice(0, 10)))
    return refuse(3, 'execution reverted')
  if (answer === undefined) return { result: numberToHex(block.rate, { size: 32 }) }
  const result = answer(block, toHexText(data))
  return result === undefined ? refuse(3, 'execution reverted') : { result }
}

function toObject(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Call data as the program wrote it; nothing where it wrote something else. */
function toHexText(data: unknown): Hex {
  return typeof data === 'string' && data.startsWith('0x') ? `0x${data.slice(2)}` : '0x'
}

/** A block with the hashes of its transactions, as `eth_getBlockBy…` gives it; null for none. */
export function toBlockJson(block: TreeBlock | undefined): object | null {
  if (block === undefined) return null
  return {
    number: numberToHex(block.number),
    hash: block.hash,
    parentHash: block.parentHash,
    timestamp: numberToHex(block.timestamp),
    logsBloom: block.logsBloom,
    receiptsRoot: block.receiptsRoot,
    transactionsRoot: emptyRoot,
    stateRoot: zeroHash,
    sha3Uncles: emptyUncles,
    miner: zeroAddress,
    difficulty: '0x0',
    gasLimit: numberToHex(gasLimit),
    gasUsed: '0x0',
    extraData: block.salt,
    mixHash: zeroHash,
    nonce: '0x0000000000000000',
    baseFeePerGas: numberToHex(baseFee),
    size: '0x200',
    transactions: block.transactions.map(({ hash }) => hash),
    uncles: [],
  }
}
