import type { FakeAnswer, FakeNode } from './createFakeWorld.ts'

/** A log that a scripted node holds. */
export interface ScriptedLog {
  address: string
  topic: string
  block: bigint
}

/** What a scripted node is like; tests change one thing. */
export interface NodeScript {
  chainId: number
  head: bigint
  codeSince: ReadonlyMap<string, bigint>
  /** Seconds of block 0; a block every second. */
  genesisTime: number
  logs: ScriptedLog[]
  /** Distances of the tags from the head; undefined: the tag is refused. */
  safe: bigint | undefined
  finalized: bigint | undefined
  /** Blocks of one log range at most, and the words of the refusal. */
  rangeMax: bigint
  rangeText: string
  /** Logs of one answer at most; the rest is left out without a word. */
  logsMax: number
  /** Oldest block whose state, and whose logs, it still has; older logs are refused or left out. */
  oldestState: bigint
  oldestLogs: bigint
  isSilent: boolean
  hasPinnedCalls: boolean
  hasReceipts: boolean
  hasTimestamps: boolean
  batchMax: number
  /** Answers to calls, by `to:data`. */
  calls: ReadonlyMap<string, string>
  /** What every contract is a proxy of. */
  implementation: string | undefined
  /** Says which fork the blocks are of. */
  fork: string
  isSyncing: boolean
}

/** A node that behaves as `script` says, also when the script is changed later. */
export function scriptNode(script: NodeScript): FakeNode {
  return {
    chainId: script.chainId,
    get head() {
      return script.head
    },
    codeSince: script.codeSince,
    get oldestState() {
      return script.oldestState
    },
    get batchMax() {
      return script.batchMax
    },
    answer: (method, params) => answer(script, method, params),
  }
}

function answer(script: NodeScript, method: string, params: readonly unknown[]) {
  switch (method) {
    case 'eth_syncing':
      return { result: script.isSyncing ? { currentBlock: '0x1' } : false }
    case 'eth_getBlockByNumber':
      return getBlock(script, String(params[0]))
    case 'eth_getBlockReceipts':
      return getReceipts(script, BigInt(String(params[0])))
    case 'eth_getBalance':
      return getBalance(script, BigInt(String(params[1])))
    case 'eth_getStorageAt':
      return { result: script.implementation ?? '0x0' }
    case 'eth_call':
      return call(script, params)
    case 'eth_getLogs':
      // CAST: the product's own filter.
      return getLogs(script, params[0] as Filter)
    default:
      return undefined
  }
}

function getBlock(script: NodeScript, tag: string): FakeAnswer {
  const distance = { latest: 0n, safe: script.safe, finalized: script.finalized }[tag]
  if (distance === undefined && !tag.startsWith('0x')) return refuse(-32602, 'unknown block tag')
  const number = tag.startsWith('0x') ? BigInt(tag) : script.head - (distance ?? 0n)
  if (number > script.head) return { result: null }
  const hasLogs = script.logs.some(({ block }) => block === number)
  return {
    result: {
      number: `0x${number.toString(16)}`,
      hash: hashOf(script, number),
      parentHash: hashOf(script, number - 1n),
      timestamp: `0x${(BigInt(script.genesisTime) + number).toString(16)}`,
      logsBloom: `0x${(hasLogs ? 'f' : '0').repeat(512)}`,
      transactions: [],
    },
  }
}

/** The number can be read back from it. */
function hashOf({ fork }: NodeScript, number: bigint): string {
  return `0x${fork}${(number + 1n).toString(16).padStart(64 - fork.length, '0')}`
}

function getReceipts(script: NodeScript, number: bigint): FakeAnswer {
  if (!script.hasReceipts) return refuse(-32601, 'the method does not exist')
  const logs = script.logs.filter(({ block }) => block === number)
  const spelled = logs.map(({ address, topic }) => ({ address, topics: [topic], data: '0x' }))
  return { result: logs.length === 0 ? [] : [{ logs: spelled }] }
}

function getBalance(script: NodeScript, block: bigint): FakeAnswer {
  return block < script.oldestState ? refuse(-32000, 'missing trie node') : { result: '0x0' }
}

function call(script: NodeScript, params: readonly unknown[]): FakeAnswer {
  const [request, at] = params
  if (typeof at === 'object' && !script.hasPinnedCalls) return refuse(-32602, 'invalid argument 1')
  // CAST: the product's own call.
  const { to, data } = request as { to: string; data: string }
  const result = script.calls.get(`${to}:${data}`)
  return result === undefined && data !== '0x'
    ? refuse(3, 'execution reverted')
    : { result: result ?? '0x' }
}

interface Filter {
  address?: string[]
  topics?: (string[] | null)[]
  fromBlock?: string
  toBlock?: string
  blockHash?: string
}

function getLogs(script: NodeScript, filter: Filter): FakeAnswer {
  const at =
    filter.blockHash === undefined ? undefined : BigInt(`0x${filter.blockHash.slice(4)}`) - 1n
  const from = at ?? BigInt(filter.fromBlock ?? 0)
  const to = at ?? BigInt(filter.toBlock ?? 0)
  if (to - from + 1n > script.rangeMax) return refuse(-32005, script.rangeText)
  if (from < script.oldestLogs && !script.isSilent)
    return refuse(4444, 'pruned history unavailable')
  const found = script.logs.filter(
    ({ address, topic, block }) =>
      block >= from &&
      block <= to &&
      block >= script.oldestLogs &&
      (filter.address?.includes(address) ?? true) &&
      (filter.topics?.[0]?.includes(topic) ?? true),
  )
  const result = found.slice(0, script.logsMax).map(({ address, topic, block }) => ({
    address,
    topics: [topic],
    data: '0x',
    blockNumber: `0x${block.toString(16)}`,
    ...(script.hasTimestamps ? { blockTimestamp: '0x1' } : {}),
  }))
  return { result }
}

function refuse(code: number, message: string): FakeAnswer {
  return { error: { code, message } }
}
