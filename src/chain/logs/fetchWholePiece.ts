import type { FollowContext } from '../follow/FollowContext.ts'
import type { EndpointChoice } from './askEndpoints.ts'
import { checkHistory } from './checkHistory.ts'
import type { LogFetcher } from './createLogFetcher.ts'
import { fetchPiece, type Piece, type PieceLogs } from './fetchPiece.ts'
import { createLogBatch, type LogBatch } from './readLogs.ts'

/** Counts at which providers were seen to cut answers off without a word (rpc-faults F021), beside whole thousands. */
const roundCounts: ReadonlySet<number> = new Set([
  100, 128, 200, 250, 256, 500, 512, 1024, 2048, 4096, 8192,
])

/** Logs in an answer before the place of its last one tells anything about what may be missing behind it. */
const silenceSampleMin = 500

/** Average gaps between logs that a silent end must be longer than; by chance alone it never is. */
const silenceGaps = 20

/**
 * Fetches a piece and doubts what may have been cut off: an answer of a round number of logs, or of one that this
 * endpoint was caught at, is read again in halves and compared; one that falls silent long before its end, or starts
 * late, is asked for the silent part alone. An endpoint that is caught is accused, and what it told before is read again.
 */
export async function fetchWholePiece(
  context: FollowContext,
  fetcher: LogFetcher,
  piece: Piece,
  choice?: EndpointChoice,
): Promise<PieceLogs> {
  const part = await fetchPiece(context, fetcher, piece, choice)
  if (!part.isFromReceipts) await checkHistory(context, fetcher, { piece, part })
  if (piece.fromBlock === piece.toBlock) return part
  if (isSuspect(fetcher, part)) return fetchHalves(context, fetcher, { piece, part, choice })
  const silent = findSilence(piece, part.batch)
  if (silent === undefined) return part
  const rest = await fetchPiece(context, fetcher, silent, { only: part.by })
  if (rest.batch.logs.length + rest.batch.droppedCount === 0) return part
  accuse(context, fetcher, part)
  return fetchHalves(context, fetcher, { piece, part, choice })
}

function isSuspect(fetcher: LogFetcher, { by, entriesMax }: PieceLogs): boolean {
  if (fetcher.book.isCutAt(by, entriesMax)) return true
  return roundCounts.has(entriesMax) || (entriesMax > 0 && entriesMax % 1_000 === 0)
}

async function fetchHalves(
  context: FollowContext,
  fetcher: LogFetcher,
  parameters: { piece: Piece; part: PieceLogs; choice: EndpointChoice | undefined },
): Promise<PieceLogs> {
  const { piece, part, choice } = parameters
  const middle = (piece.fromBlock + piece.toBlock) / 2n
  const lower = await fetchWholePiece(
    context,
    fetcher,
    { fromBlock: piece.fromBlock, toBlock: middle },
    choice,
  )
  const upper = await fetchWholePiece(
    context,
    fetcher,
    { fromBlock: middle + 1n, toBlock: piece.toBlock },
    choice,
  )
  const batch = join(lower.batch, upper.batch)
  if (countOf(batch) > countOf(part.batch)) accuse(context, fetcher, part)
  const isFromReceipts = lower.isFromReceipts || upper.isFromReceipts
  return {
    by: upper.by,
    batch,
    entriesMax: Math.max(lower.entriesMax, upper.entriesMax),
    isFromReceipts,
  }
}

function accuse(context: FollowContext, fetcher: LogFetcher, { by, entriesMax }: PieceLogs): void {
  fetcher.book.noteCut(by, entriesMax)
  fetcher.sizers.of(by).capLogs(entriesMax)
  const reason = `It answered eth_getLogs with ${entriesMax} logs and left others out.`
  context.client.transport.accuse(by, 'truncating', reason)
}

/** The stretch before the first or behind the last log, where it is far longer than the gaps between them. */
function findSilence({ fromBlock, toBlock }: Piece, { logs }: LogBatch): Piece | undefined {
  const first = logs[0]?.blockNumber
  const last = logs.at(-1)?.blockNumber
  if (first === undefined || last === undefined || logs.length < silenceSampleMin) return undefined
  const gap = (last - first) / BigInt(logs.length) + 1n
  if (toBlock - last > gap * BigInt(silenceGaps)) return { fromBlock: last + 1n, toBlock }
  if (first - fromBlock > gap * BigInt(silenceGaps)) return { fromBlock, toBlock: first - 1n }
  return undefined
}

function join(lower: LogBatch, upper: LogBatch): LogBatch {
  return {
    ...createLogBatch(),
    logs: [...lower.logs, ...upper.logs],
    hashes: new Map([...lower.hashes, ...upper.hashes]),
    timestamps: new Map([...lower.timestamps, ...upper.timestamps]),
    droppedCount: lower.droppedCount + upper.droppedCount,
  }
}

function countOf({ logs, droppedCount }: LogBatch): number {
  return logs.length + droppedCount
}
