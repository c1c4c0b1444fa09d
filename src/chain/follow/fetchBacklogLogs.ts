import { BaseError } from '../../errors/BaseError.ts'
import type { Header } from '../blocks/Header.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import { type BlockLogs, fetchBlockLogs } from '../logs/fetchBlockLogs.ts'
import type { PieceLogs } from '../logs/fetchPiece.ts'
import { fetchWholePiece } from '../logs/fetchWholePiece.ts'
import { orderLogs } from '../logs/orderLogs.ts'
import { throwIfAborted } from './backOff.ts'
import type { FollowContext } from './FollowContext.ts'

/** Where blooms leave at most one block in so many to be asked for, asking by hash is as cheap and verifies more. */
const blocksPerAskMin = 20

/**
 * Fetches the wanted logs of many linked blocks well below the head by one range, so that a finality that stalls for days
 * costs a catch-up no request per block (rpc-faults F046). Every log must name the block that its header names. Where the
 * range is refused, or tells of another fork, each block is asked for by its hash.
 */
export async function fetchBacklogLogs(
  context: FollowContext,
  fetcher: LogFetcher,
  headers: readonly Header[],
): Promise<BlockLogs> {
  const asked = headers.filter((header) => !fetcher.bloom.excludes(header))
  const isSparse = asked.length * blocksPerAskMin <= headers.length
  const range = isSparse ? undefined : await fetchRange(context, fetcher, headers)
  if (range === undefined) return fetchBlockLogs(context, fetcher, headers)
  const { by, batch } = range
  return { by, logs: orderLogs(batch.logs, context.config.name), level: 'unverified' }
}

async function fetchRange(
  context: FollowContext,
  fetcher: LogFetcher,
  headers: readonly Header[],
): Promise<PieceLogs | undefined> {
  const first = headers[0]
  const last = headers.at(-1)
  if (first === undefined || last === undefined) return undefined
  const piece = { fromBlock: first.number, toBlock: last.number }
  try {
    const range = await fetchWholePiece(context, fetcher, piece)
    const hashes = new Map(headers.map(({ number, hash }) => [number, hash]))
    const isOurs = [...range.batch.hashes].every(([number, hash]) => hashes.get(number) === hash)
    return isOurs ? range : undefined
  } catch (error) {
    throwIfAborted(context.signal)
    // Asking block by block meets the same trouble if it is one, and names it.
    if (!(error instanceof BaseError)) throw error
    return undefined
  }
}
