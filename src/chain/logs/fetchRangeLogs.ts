import { BaseError } from '../../errors/BaseError.ts'
import { backOff, throwIfAborted } from '../follow/backOff.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import { toQuantity } from '../rpc/parseHex.ts'
import type { RpcOptions } from '../rpc/RpcCall.ts'
import {
  RpcAbortedError,
  RpcError,
  RpcRateLimitError,
  RpcTooLargeError,
  RpcUnreachableError,
  RpcWrongChainError,
} from '../rpc/rpcErrors.ts'
import type { LogFetcher } from './createLogFetcher.ts'
import { fetchReceiptLogs } from './fetchReceiptLogs.ts'
import type { LogQuery } from './planLogQueries.ts'
import { createLogBatch, type LogBatch, readLogs } from './readLogs.ts'
import { suggestBlocks } from './suggestBlocks.ts'

/** Blocks asked for in one attempt. */
interface Piece {
  fromBlock: bigint
  toBlock: bigint
}

/**
 * Fetches every wanted log of [fromBlock, toBlock], in as many pieces as the endpoint demands. Whatever the reason of a
 * refusal, a piece of several blocks is cut smaller and one block is read from its receipts; nothing is ever skipped, so
 * it only returns complete. Throws `RpcAbortedError` when the follower is stopped.
 */
export async function fetchRangeLogs(
  context: FollowContext,
  fetcher: LogFetcher,
  range: Piece,
): Promise<LogBatch> {
  const batch = createLogBatch()
  let fromBlock = range.fromBlock
  /** Local limit after a truncated answer; it does not teach the sizer. */
  let blocksMax = range.toBlock - range.fromBlock + 1n
  let failures = 0
  while (fromBlock <= range.toBlock) {
    const blocks = smallest(blocksMax, fetcher.sizer.blocks(), range.toBlock - fromBlock + 1n)
    const piece: Piece = { fromBlock, toBlock: fromBlock + blocks - 1n }
    try {
      const part = await fetchPiece(context, fetcher, piece)
      if (part === 'suspect') {
        blocksMax = largest(blocks / 2n, 1n)
        continue
      }
      addTo(batch, part)
      fetcher.sizer.accept(blocks, part.logs.length + part.droppedCount)
      fetcher.noteWaste(part.logs.length, part.droppedCount)
      fromBlock = piece.toBlock + 1n
      blocksMax *= 2n
      failures = 0
      context.status.problem = undefined
    } catch (error) {
      failures += 1
      await recover(context, fetcher, { error, piece, failures })
    }
  }
  return batch
}

/** Cuts the range or waits, as `error` calls for. */
async function recover(
  context: FollowContext,
  fetcher: LogFetcher,
  parameters: { error: unknown; piece: Piece; failures: number },
): Promise<void> {
  const { error, piece, failures } = parameters
  throwIfAborted(context.signal)
  const { fromBlock, toBlock } = piece
  if (!(error instanceof BaseError) || toBlock === fromBlock || isNotAboutSize(error))
    return backOff(context, error, failures)
  if (error instanceof RpcError || error instanceof RpcTooLargeError) {
    // A clear refusal: the smaller range is asked for at once.
    const text = error instanceof RpcError ? error.text : ''
    fetcher.sizer.refuse(suggestBlocks(text, fromBlock, toBlock))
    return
  }
  fetcher.sizer.shrink(toBlock - fromBlock + 1n)
  await backOff(context, error, failures)
}

/** Failures that a smaller range cannot cure; any other one is answered by a smaller range, known text or not. */
function isNotAboutSize(error: BaseError): boolean {
  if (error instanceof RpcError)
    return error.isRateLimit || /beyond current head|past (the )?head/i.test(error.text)
  return (
    error instanceof RpcUnreachableError ||
    error instanceof RpcRateLimitError ||
    error instanceof RpcWrongChainError ||
    error instanceof RpcAbortedError
  )
}

/** `suspect` when one answer has so round a number of logs that it may have been cut off silently (rpc-faults F021). */
async function fetchPiece(
  context: FollowContext,
  fetcher: LogFetcher,
  piece: Piece,
): Promise<LogBatch | 'suspect'> {
  const isSingle = piece.fromBlock === piece.toBlock
  let answers: readonly unknown[]
  try {
    answers = await Promise.all(fetcher.queries().map((query) => ask(context, query, piece)))
  } catch (error) {
    throwIfAborted(context.signal)
    if (!isSingle || !(error instanceof BaseError) || isNotAboutSize(error)) throw error
    return fetchReceiptLogs(context, fetcher, { number: piece.fromBlock, refusal: error })
  }
  if (!isSingle && answers.some((answer) => Array.isArray(answer) && isCapLike(answer.length)))
    return 'suspect'
  const batch = createLogBatch()
  const parameters = {
    chain: context.config.name,
    matcher: fetcher.matcher,
    origin: 'query' as const,
    ...piece,
  }
  for (const answer of answers) readLogs(batch, answer, parameters)
  return batch
}

function ask(context: FollowContext, query: LogQuery, piece: Piece): Promise<unknown> {
  const range = { fromBlock: toQuantity(piece.fromBlock), toBlock: toQuantity(piece.toBlock) }
  const options: RpcOptions = { lane: 'backfill', signal: context.signal }
  return context.client.request(
    { method: 'eth_getLogs', params: [{ ...query, ...range }] },
    options,
  )
}

/** Caps seen in the field are powers of two or round in decimal. */
function isCapLike(count: number): boolean {
  if (count < 100) return false
  return [100, 128, 200, 250, 256, 500, 512, 1024, 2048].includes(count) || count % 1_000 === 0
}

function addTo(batch: LogBatch, part: LogBatch): void {
  for (const log of part.logs) batch.logs.push(log)
  for (const [number, hash] of part.hashes) batch.hashes.set(number, hash)
  for (const [number, timestamp] of part.timestamps) batch.timestamps.set(number, timestamp)
  batch.droppedCount += part.droppedCount
}

function smallest(...values: readonly [bigint, ...bigint[]]): bigint {
  return values.reduce((a, b) => (a < b ? a : b))
}

function largest(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
