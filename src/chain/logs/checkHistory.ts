import { BaseError } from '../../errors/BaseError.ts'
import { emptyTrieRoot } from '../coverage/trieRoot.ts'
import { throwIfAborted } from '../follow/backOff.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import { parseHex, toQuantity } from '../rpc/parseHex.ts'
import { RpcPrunedError } from '../rpc/rpcErrors.ts'
import { askEndpoints } from './askEndpoints.ts'
import type { LogFetcher } from './createLogFetcher.ts'
import type { Piece, PieceLogs } from './fetchPiece.ts'
import { isPruned } from './isPruned.ts'

/** Pieces that are probed per endpoint: a history that shows nothing for that long is believed. */
const probesMax = 20

/**
 * Makes sure that an endpoint has the history that it answers for: a pruned node may answer `[]`, or only what is left of
 * a range (rpc-faults F078). The first block of a piece is asked for its receipts, until one shows how far back they are
 * kept; that is once per endpoint as a rule. Throws `RpcPrunedError` when they are gone, and the pool does not ask that
 * endpoint for them for a while.
 */
export async function checkHistory(
  context: FollowContext,
  fetcher: LogFetcher,
  { piece, part }: { piece: Piece; part: PieceLogs },
): Promise<void> {
  const { book } = fetcher
  const { by, batch } = part
  if (!book.isHistoryDue(by, piece.fromBlock, probesMax)) return
  const [first] = batch.logs
  const numbers = first === undefined ? [piece.fromBlock, piece.toBlock] : [piece.fromBlock]
  for (const number of new Set(numbers)) {
    const found = await probe(context, by, number)
    if (found === 'kept') return book.noteKept(by, number)
    if (found === 'unknown') continue
    book.noteGone(by)
    context.client.transport.noteEarliest(by, number + 1n)
    throw new RpcPrunedError({ label: by, block: piece.fromBlock })
  }
  if (first !== undefined) book.noteKept(by, first.blockNumber)
}

/** `unknown` where the block has no receipts to show, or the endpoint no way to show them. */
async function probe(
  context: FollowContext,
  only: string,
  number: bigint,
): Promise<'kept' | 'pruned' | 'unknown'> {
  const options = { lane: 'backfill', choice: { only } } as const
  const params = [toQuantity(number)]
  const header = { method: 'eth_getBlockByNumber', params: [...params, false] }
  try {
    const first = await askEndpoints(context, [header], options)
    if (!mustHaveReceipts(first.answers[0]?.result)) return 'unknown'
    // The header once more: behind one URL a backend that lags has neither, and what it lacks is not pruned.
    const calls = [header, { method: 'eth_getBlockReceipts', params }]
    const [again, receipts] = (await askEndpoints(context, calls, options)).answers
    if (!mustHaveReceipts(again?.result)) return 'unknown'
    return Array.isArray(receipts?.result) && receipts.result.length > 0 ? 'kept' : 'pruned'
  } catch (error) {
    throwIfAborted(context.signal)
    if (!(error instanceof BaseError)) throw error
    return isPruned(error) ? 'pruned' : 'unknown'
  }
}

function mustHaveReceipts(block: unknown): boolean {
  if (typeof block !== 'object' || block === null || !('receiptsRoot' in block)) return false
  const receiptsRoot = parseHex(block.receiptsRoot, 32)
  return receiptsRoot !== undefined && receiptsRoot !== emptyTrieRoot
}
