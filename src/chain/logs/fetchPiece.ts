import { BaseError } from '../../errors/BaseError.ts'
import { throwIfAborted } from '../follow/backOff.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import { toQuantity } from '../rpc/parseHex.ts'
import type { RpcAnswer, RpcAnswers } from '../rpc/RpcCall.ts'
import { askEndpoints, type EndpointChoice } from './askEndpoints.ts'
import type { LogFetcher } from './createLogFetcher.ts'
import { fetchReceiptLogs } from './fetchReceiptLogs.ts'
import { isPruned } from './isPruned.ts'
import { isPatienceAsked, isWithoutAnswer } from './rangeFailures.ts'
import { createLogBatch, type LogBatch, readLogs } from './readLogs.ts'

/** Blocks asked for in one attempt. */
export interface Piece {
  fromBlock: bigint
  toBlock: bigint
}

/** The logs of a piece, who gave them, and how many entries the longest answer had. */
export interface PieceLogs {
  by: string
  batch: LogBatch
  entriesMax: number
  /** A single block whose logs were refused was read from its receipts. */
  isFromReceipts: boolean
}

/**
 * Asks for one piece, all queries of one endpoint. A single block that is refused is read from its receipts. Throws the
 * classes of `rpcErrors.ts`, and `LogsRefusedError` where the receipts are refused too.
 */
export async function fetchPiece(
  context: FollowContext,
  fetcher: LogFetcher,
  piece: Piece,
  choice?: EndpointChoice,
): Promise<PieceLogs> {
  const isSingle = piece.fromBlock === piece.toBlock
  try {
    const { by, answers } = await ask(context, fetcher, piece, choice)
    return { by, ...readAnswers(context, fetcher, piece, answers) }
  } catch (error) {
    throwIfAborted(context.signal)
    const isRefused = error instanceof BaseError && isSingle && error.code !== 'RPC_CONTENT'
    if (!isRefused || isPruned(error) || isPatienceAsked(error) || isWithoutAnswer(error))
      throw error
    const number = piece.fromBlock
    const { by, batch } = await fetchReceiptLogs(context, fetcher, {
      number,
      refusal: error,
      choice,
    })
    return { by, batch, entriesMax: 0, isFromReceipts: true }
  }
}

function ask(
  context: FollowContext,
  fetcher: LogFetcher,
  piece: Piece,
  choice: EndpointChoice | undefined,
): Promise<RpcAnswers> {
  const range = { fromBlock: toQuantity(piece.fromBlock), toBlock: toQuantity(piece.toBlock) }
  const calls = fetcher
    .queries()
    .map((query) => ({ method: 'eth_getLogs', params: [{ ...query, ...range }] }))
  return askEndpoints(context, calls, { lane: 'backfill', choice })
}

function readAnswers(
  context: FollowContext,
  fetcher: LogFetcher,
  piece: Piece,
  answers: readonly RpcAnswer[],
): Omit<PieceLogs, 'by'> {
  const batch = createLogBatch()
  let entriesMax = 0
  for (const { result } of answers) {
    if (Array.isArray(result)) entriesMax = Math.max(entriesMax, result.length)
    const { matcher } = fetcher
    readLogs(batch, result, { chain: context.config.name, matcher, origin: 'query', ...piece })
  }
  return { batch, entriesMax, isFromReceipts: false }
}
