import { BaseError } from '../../errors/BaseError.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { throwIfAborted } from '../follow/backOff.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import { fetchReceipts, readReceipts } from '../logs/fetchReceiptLogs.ts'
import { orderLogs } from '../logs/orderLogs.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import { askPatiently } from './askPatiently.ts'
import { compareLogs } from './compareLogs.ts'
import { groupByBlock } from './createCoverageBook.ts'
import { type FullHeader, fetchFullHeaders } from './fetchFullHeaders.ts'
import { proveReceipts } from './proveReceipts.ts'
import { replaceBlocks } from './replaceBlocks.ts'
import { emptyTrieRoot } from './trieRoot.ts'
import type { ReadRange, VerifiedRange } from './verifyRange.ts'

/** Headers and receipts held at once. */
const blocksPerStep = 50n

/**
 * Proves a range: every header hashes to its own hash (or two witnesses name it alike) and links to the one before, and
 * the receipts of every block that may hold wanted logs hash to the header's receipts root. Undefined where that cannot
 * be shown: another kind of header or receipt, no receipts to be had; the sentence is in the status.
 */
export async function proveRange(
  context: FollowContext,
  fetcher: LogFetcher,
  given: ReadRange,
): Promise<VerifiedRange | undefined> {
  const { range, read, last } = given
  const own = groupByBlock(orderLogs(read.batch.logs, context.config.name))
  const proven = new Map<bigint, readonly RawLog[]>()
  const times = new Map<bigint, bigint>()
  let previous: FullHeader | undefined
  try {
    for (let from = range.fromBlock; from <= range.toBlock; from += blocksPerStep) {
      const end = from + blocksPerStep - 1n
      const to = end < range.toBlock ? end : range.toBlock
      const headers = await askPatiently(context, () => fetchFullHeaders(context, from, to))
      for (const header of headers) {
        if (previous !== undefined && header.parentHash !== previous.hash)
          throw contradiction(context, header, 'that does not follow the one before')
        if (header.number === last.number && header.hash !== last.hash)
          throw contradiction(context, header, 'of another fork')
        previous = header
      }
      const step = await Promise.all(headers.map((header) => proveBlock(context, fetcher, header)))
      for (const [i, header] of headers.entries()) {
        const logs = step[i]
        if (logs === undefined) return undefined
        if (logs.length > 0) times.set(header.number, header.timestamp)
        const told = own.get(header.number) ?? []
        if (compareLogs(told, logs) === undefined) continue
        proven.set(header.number, logs)
        accuse(context, given, header, told.length < logs.length)
      }
    }
  } catch (error) {
    throwIfAborted(context.signal)
    if (!(error instanceof BaseError) || error instanceof RpcContentError) throw error
    return giveUp(context, error.shortMessage)
  }
  // Empty blocks are proven by their headers alone; that says nothing of receipts.
  if (own.size + proven.size > 0) context.status.coverageProblem = undefined
  return { batch: replaceBlocks(read.batch, proven, times), level: 'proven' }
}

/** The wanted logs of a block by its receipts; undefined where they prove nothing. */
async function proveBlock(
  context: FollowContext,
  fetcher: LogFetcher,
  header: FullHeader,
): Promise<readonly RawLog[] | undefined> {
  const { number, hash, receiptsRoot } = header
  if (!header.isAuthentic)
    return giveUp(context, `The header of block ${number} has other fields than are known here`)
  if (receiptsRoot === emptyTrieRoot || fetcher.bloom.excludes(header)) return []
  const { receipts } = await askPatiently(context, () =>
    fetchReceipts(context, hash, { lane: 'backfill' }),
  )
  const proof = proveReceipts(receipts, receiptsRoot)
  if (proof === 'unknown')
    return giveUp(context, `A receipt of block ${number} has a type that is not known here`)
  if (proof === 'refuted')
    throw contradiction(context, header, 'whose receipts are not those of its root')
  const { logs } = readReceipts(context, fetcher, number, receipts)
  if (logs.length > 0) fetcher.bloom.noteLogs(header)
  return orderLogs(logs, context.config.name)
}

function giveUp(context: FollowContext, reason: string): undefined {
  context.status.coverageProblem = `${context.config.name} cannot be proven: ${reason}.`
}

function accuse(
  context: FollowContext,
  { read }: ReadRange,
  { number }: FullHeader,
  isShort: boolean,
): void {
  const by = read.readings.find(({ toBlock }) => toBlock >= number)?.by
  if (by === undefined) return
  const reason = isShort
    ? `It left logs of block ${number} out`
    : `It gave logs of block ${number} that its receipts root denies`
  context.client.transport.accuse(by, isShort ? 'truncating' : 'lying', reason)
}

function contradiction(
  { config }: FollowContext,
  { number }: FullHeader,
  detail: string,
): RpcContentError {
  return new RpcContentError({
    chain: config.name,
    method: 'eth_getBlockByNumber',
    detail: `a block ${number} ${detail}`,
  })
}
