import { READ_TX_INDEX } from '../../facts/FactPosition.ts'
import type { Address, Hash, Hex } from '../../facts/primitives.ts'
import { LOG_INDEX_COUNT, type RawLog } from '../../facts/RawLog.ts'
import { parseHex, parseIndex, parseQuantity, parseTimestamp } from '../rpc/parseHex.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import type { LogMatcher } from './createLogMatcher.ts'

/** Logs gathered for one range, with what they say about their blocks. */
export interface LogBatch {
  logs: RawLog[]
  /** Block hash by number: every log of a block must name the same one. */
  hashes: Map<bigint, Hash>
  /** Block time in seconds by number, where the node told it with the log. */
  timestamps: Map<bigint, bigint>
  /** Logs that answered a query but that no source set asked for. */
  droppedCount: number
}

export interface ReadLogsParameters {
  chain: string
  matcher: LogMatcher
  fromBlock: bigint
  toBlock: bigint
  /** Receipts hold everybody's logs; a filtered answer must not. */
  origin: 'query' | 'receipts'
}

export function createLogBatch(): LogBatch {
  return { logs: [], hashes: new Map(), timestamps: new Map(), droppedCount: 0 }
}

/**
 * Reads the entries of one answer into `batch`. Throws `RpcContentError` for a wrong shape, a block outside the range, a
 * log outside the query, or two hashes for one block; `batch` is then not to be used.
 */
export function readLogs(batch: LogBatch, entries: unknown, parameters: ReadLogsParameters): void {
  if (!Array.isArray(entries)) throw contentError(parameters, 'something that is no list of logs')
  const state: BlockState = {
    quantity: nothingRead,
    number: 0n,
    rawHash: nothingRead,
    hash: '0x',
    rawTx: nothingRead,
    tx: '0x',
  }
  for (const entry of entries) {
    const log = readLog(entry, state, batch, parameters)
    if (log === undefined) continue
    if (parameters.matcher.matches(log)) batch.logs.push(log)
    else batch.droppedCount += 1
  }
}

/** Equal to nothing that an answer can hold, not even to a missing field. */
const nothingRead = Symbol('nothing read yet')

/** Neighbouring logs share block and transaction; what was just read is not read again. */
interface BlockState {
  quantity: unknown
  number: bigint
  rawHash: unknown
  hash: Hash
  rawTx: unknown
  tx: Hash
}

interface LogEntry {
  address?: unknown
  topics?: unknown
  data?: unknown
  blockNumber?: unknown
  blockHash?: unknown
  blockTimestamp?: unknown
  transactionHash?: unknown
  transactionIndex?: unknown
  logIndex?: unknown
  removed?: unknown
}

function readLog(
  value: unknown,
  state: BlockState,
  batch: LogBatch,
  parameters: ReadLogsParameters,
): RawLog | undefined {
  if (typeof value !== 'object' || value === null) throw contentError(parameters, 'no log object')
  const entry: LogEntry = value
  const place = readPlace(entry, parameters)
  if (place === undefined) return undefined
  if (entry.removed === true) throw contentError(parameters, 'a removed log')
  readBlock(entry, state, batch, parameters)
  if (entry.transactionHash !== state.rawTx) {
    const tx = parseHex(entry.transactionHash, 32)
    if (tx === undefined) throw contentError(parameters, 'a malformed transaction hash')
    state.tx = tx
    state.rawTx = entry.transactionHash
  }
  const txIndex = parseIndex(entry.transactionIndex)
  const logIndex = parseIndex(entry.logIndex)
  const data = parseHex(entry.data)
  if (txIndex === undefined || logIndex === undefined || data === undefined)
    throw contentError(parameters, 'a log with malformed data or position')
  if (txIndex >= READ_TX_INDEX || logIndex >= LOG_INDEX_COUNT)
    throw contentError(parameters, 'a log at a position that no block has')
  return {
    address: place.address,
    topics: place.topics,
    data,
    blockNumber: state.number,
    blockHash: state.hash,
    txIndex,
    txHash: state.tx,
    logIndex,
  }
}

function readPlace(
  entry: LogEntry,
  parameters: ReadLogsParameters,
): { address: Address; topics: readonly Hex[] } | undefined {
  const { matcher, origin } = parameters
  const isForeignFine = origin === 'receipts'
  const address = typeof entry.address === 'string' ? matcher.addressOf(entry.address) : undefined
  const raw: unknown[] = Array.isArray(entry.topics) ? entry.topics : []
  const event = typeof raw[0] === 'string' ? matcher.eventOf(raw[0]) : undefined
  if (address === undefined || event === undefined) {
    if (isForeignFine) return undefined
    throw contentError(parameters, 'a log that was not asked for')
  }
  const topics: Hex[] = [event]
  for (let i = 1; i < raw.length; i += 1) {
    const topic = matcher.topicOf(raw[i])
    if (topic === undefined || i > 3) throw contentError(parameters, 'malformed topics')
    topics.push(topic)
  }
  return { address, topics }
}

function readBlock(
  entry: LogEntry,
  state: BlockState,
  batch: LogBatch,
  parameters: ReadLogsParameters,
): void {
  if (entry.blockNumber === state.quantity && entry.blockHash === state.rawHash) return
  const number = parseQuantity(entry.blockNumber)
  const hash = parseHex(entry.blockHash, 32)
  if (number === undefined || hash === undefined)
    throw contentError(parameters, 'a log without a block')
  if (number < parameters.fromBlock || number > parameters.toBlock)
    throw contentError(parameters, `a log of block ${number}, outside the range`)
  const known = batch.hashes.get(number)
  if (known !== undefined && known !== hash)
    throw contentError(parameters, `two hashes for block ${number}`)
  batch.hashes.set(number, hash)
  const timestamp = parseTimestamp(entry.blockTimestamp)
  // Some nodes fill the field with zero instead of leaving it out.
  if (timestamp !== undefined && timestamp !== 0n) batch.timestamps.set(number, timestamp)
  state.quantity = entry.blockNumber
  state.rawHash = entry.blockHash
  state.number = number
  state.hash = hash
}

function contentError(parameters: ReadLogsParameters, detail: string): RpcContentError {
  const method = parameters.origin === 'query' ? 'eth_getLogs' : 'eth_getBlockReceipts'
  return new RpcContentError({ chain: parameters.chain, method, detail })
}
