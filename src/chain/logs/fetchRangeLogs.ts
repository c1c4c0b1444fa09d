import { BaseError } from '../../errors/BaseError.ts'
import { backOff, throwIfAborted } from '../follow/backOff.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import { RpcContentError, RpcError } from '../rpc/rpcErrors.ts'
import { type EndpointChoice, labelOf } from './askEndpoints.ts'
import type { LogFetcher } from './createLogFetcher.ts'
import type { Piece, PieceLogs } from './fetchPiece.ts'
import { fetchWholePiece } from './fetchWholePiece.ts'
import { isPruned } from './isPruned.ts'
import { HistoryPrunedError } from './logErrors.ts'
import { isPatienceAsked, isWithoutAnswer } from './rangeFailures.ts'
import { createLogBatch, type LogBatch } from './readLogs.ts'
import { suggestBlocks } from './suggestBlocks.ts'

/** A stretch of blocks as one endpoint told it. */
export interface Reading extends Piece {
  /** Label of the endpoint. */
  by: string
  logCount: number
}

/** Every wanted log of a range, and whose word it rests on; the readings abut. */
export interface RangeLogs {
  batch: LogBatch
  readings: readonly Reading[]
}

/** Whose word a range is to rest on, and how often it is waited for. */
export interface RangeChoice extends EndpointChoice {
  /** Waits after which the last failure is thrown; undefined waits for ever, as a backfill must. */
  waitsMax?: number | undefined
}

/** Where the walk over a range is. */
interface Walk {
  fromBlock: bigint
  /** A failure without an answer is followed by a single block: it tells a heavy range from an outage. */
  probe: 'none' | 'probing' | 'outage'
  failures: number
  waits: number
  waitsMax: number | undefined
}

/** Rate limits in a row after which a range is made smaller all the same: some providers count heaviness as rate. */
const patienceMax = 4

/**
 * Fetches every wanted log of [fromBlock, toBlock], in as many pieces as the endpoints demand. Whatever the reason of a
 * failure, a piece of several blocks is cut smaller before it counts as an outage, and one block is read from its
 * receipts; nothing is ever skipped, so it only returns complete. Throws `RpcAbortedError` when the follower is stopped.
 */
export async function fetchRangeLogs(
  context: FollowContext,
  fetcher: LogFetcher,
  range: Piece,
  choice: RangeChoice = {},
): Promise<RangeLogs> {
  const batch = createLogBatch()
  const readings: Reading[] = []
  const { waitsMax, ...whose } = choice
  const walk: Walk = { fromBlock: range.fromBlock, probe: 'none', failures: 0, waits: 0, waitsMax }
  while (walk.fromBlock <= range.toBlock) {
    const piece = nextPiece(fetcher, walk, range.toBlock)
    try {
      const part = await fetchWholePiece(context, fetcher, piece, whose)
      addTo(batch, part.batch)
      readings.push({ ...piece, by: part.by, logCount: part.batch.logs.length })
      learn(context, fetcher, { walk, piece, part })
    } catch (error) {
      walk.failures += 1
      await recover(context, fetcher, { error, piece, walk })
    }
  }
  return { batch, readings }
}

function nextPiece(fetcher: LogFetcher, { fromBlock, probe }: Walk, toBlock: bigint): Piece {
  const blocks = probe === 'none' ? fetcher.sizers.blocks() : 1n
  const last = fromBlock + blocks - 1n
  return { fromBlock, toBlock: last < toBlock ? last : toBlock }
}

function learn(
  context: FollowContext,
  fetcher: LogFetcher,
  { walk, piece, part }: { walk: Walk; piece: Piece; part: PieceLogs },
): void {
  const { logs, droppedCount } = part.batch
  const blocks = blocksOf(piece)
  const sizer = fetcher.sizers.hear(part.by)
  // One block was answered at once where several were not: they were too heavy. After an outage it says nothing.
  if (walk.probe === 'probing') sizer.shrink(sizer.blocks())
  else if (part.isFromReceipts) sizer.forgive()
  else if (walk.probe === 'none') sizer.accept(blocks, logs.length + droppedCount)
  fetcher.noteWaste(logs.length, droppedCount)
  context.client.transport.noteRange(part.by, blocks)
  walk.fromBlock = piece.toBlock + 1n
  walk.probe = 'none'
  walk.failures = 0
  walk.waits = 0
  context.status.problem = undefined
}

/** Cuts the range, asks for a single block or waits, as `error` calls for. */
async function recover(
  context: FollowContext,
  fetcher: LogFetcher,
  { error, piece, walk }: { error: unknown; piece: Piece; walk: Walk },
): Promise<void> {
  throwIfAborted(context.signal)
  if (!(error instanceof BaseError)) throw error
  const label = labelOf(error)
  const sizer = label === undefined ? fetcher.sizers.last() : fetcher.sizers.hear(label)
  const blocks = blocksOf(piece)
  if (isPruned(error)) return waitForHistory(context, piece, walk)
  if (blocks === 1n) {
    if (walk.probe === 'probing' || !isWithoutAnswer(error)) sizer.forgive()
    walk.probe = 'outage'
    return wait(context, error, walk)
  }
  if (isPatienceAsked(error)) {
    if (walk.failures % patienceMax === 0) sizer.shrink(blocks)
    return wait(context, error, walk)
  }
  if (isWithoutAnswer(error)) {
    walk.probe = 'probing'
    return
  }
  if (error instanceof RpcContentError) {
    sizer.shrink(blocks)
    return wait(context, error, walk)
  }
  // A clear refusal: the smaller range is asked for at once.
  const text = error instanceof RpcError ? error.text : ''
  sizer.refuse(suggestBlocks(text, piece.fromBlock, piece.toBlock))
}

/** Another endpoint may keep what this one has pruned; where none does, the chain says so and waits. */
function waitForHistory(context: FollowContext, { fromBlock }: Piece, walk: Walk): Promise<void> {
  const error = new HistoryPrunedError({ chain: context.config.name, blockNumber: fromBlock })
  return wait(context, error, walk)
}

function wait(context: FollowContext, error: BaseError, walk: Walk): Promise<void> {
  walk.waits += 1
  if (walk.waitsMax !== undefined && walk.waits > walk.waitsMax) throw error
  return backOff(context, error, walk.failures)
}

function blocksOf({ fromBlock, toBlock }: Piece): bigint {
  return toBlock - fromBlock + 1n
}

function addTo(batch: LogBatch, part: LogBatch): void {
  for (const log of part.logs) batch.logs.push(log)
  for (const [number, hash] of part.hashes) batch.hashes.set(number, hash)
  for (const [number, timestamp] of part.timestamps) batch.timestamps.set(number, timestamp)
  batch.droppedCount += part.droppedCount
}
