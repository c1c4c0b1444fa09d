import { setMaxListeners } from 'node:events'
import type { BlockRef } from '../../facts/primitives.ts'
import { fetchHeader, fetchHeaders } from '../blocks/fetchHeaders.ts'
import type { Header } from '../blocks/Header.ts'
import type { BlocksEvent } from '../ChainEvent.ts'
import { verifyRange } from '../coverage/verifyRange.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import { fetchRangeLogs } from '../logs/fetchRangeLogs.ts'
import { orderLogs } from '../logs/orderLogs.ts'
import type { LogBatch } from '../logs/readLogs.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import { throwIfAborted, untilAnswered } from './backOff.ts'
import type { FollowContext } from './FollowContext.ts'

/** Ranges fetched ahead of the consumer: one on the way while the other is decoded; more would only wait in memory. */
const prefetchRangesMax = 2

/**
 * Yields [fromBlock, toBlock] as abutting ranges with every wanted log. Only for blocks that do not change any more: it
 * checks hashes inside a range, not links between ranges. Throws `RpcAbortedError` when the follower is stopped.
 */
export async function* backfillRanges(
  context: FollowContext,
  fetcher: LogFetcher,
  fromBlock: bigint,
  toBlock: bigint,
): AsyncGenerator<BlocksEvent, void, undefined> {
  const stop = new AbortController()
  setMaxListeners(0, stop.signal)
  const onAbort = () => stop.abort()
  context.signal.addEventListener('abort', onAbort, { once: true })
  if (context.signal.aborted) stop.abort()
  const { signal } = stop
  const pending: Promise<Settled>[] = []
  let next = fromBlock
  try {
    for (;;) {
      while (next <= toBlock && pending.length < prefetchRangesMax) {
        const end = next + fetcher.sizers.blocks() - 1n
        const last = end < toBlock ? end : toBlock
        pending.push(settle(fetchRange({ ...context, signal }, fetcher, next, last)))
        next = last + 1n
      }
      const first = pending.shift()
      if (first === undefined) return
      const settled = await first
      if (settled.event === undefined) throw settled.error
      throwIfAborted(context.signal)
      yield settled.event
    }
  } finally {
    // The consumer may leave early; what was fetched ahead must not go on retrying for nobody.
    stop.abort()
    context.signal.removeEventListener('abort', onAbort)
  }
}

type Settled = { event: BlocksEvent } | { event?: undefined; error: unknown }

/** A range that fails while an earlier one is being consumed must not be an unhandled rejection. */
function settle(work: Promise<BlocksEvent>): Promise<Settled> {
  return work.then(
    (event) => ({ event }),
    (error: unknown) => ({ error }),
  )
}

/** Repeats the whole range when its parts contradict each other: none of it is used. */
function fetchRange(
  context: FollowContext,
  fetcher: LogFetcher,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<BlocksEvent> {
  return untilAnswered(context, async () => {
    const [read, header] = await Promise.all([
      fetchRangeLogs(context, fetcher, { fromBlock, toBlock }),
      untilAnswered(context, () => fetchHeader(context, toBlock, 'backfill')),
    ])
    checkLastBlock(context, fetcher, read.batch, header)
    const { batch, level } = await verifyRange(context, fetcher, {
      range: { fromBlock, toBlock },
      read,
      last: header,
    })
    fetcher.book.noteReadings(read.readings, level)
    return {
      type: 'blocks',
      chainId: context.config.id,
      phase: 'backfill',
      fromBlock,
      toBlock: toBlockHeader(header),
      blocks: await toBlockRefs(context, batch, header),
      logs: orderLogs(batch.logs, context.config.name),
      coverage: level,
    }
  })
}

function checkLastBlock(
  context: FollowContext,
  fetcher: LogFetcher,
  batch: LogBatch,
  header: Header,
): void {
  const hash = batch.hashes.get(header.number)
  if (hash !== undefined && hash !== header.hash)
    throw new RpcContentError({
      chain: context.config.name,
      method: 'eth_getLogs',
      detail: `logs of another block ${header.number} than the canonical one`,
    })
  if (batch.logs.at(-1)?.blockNumber === header.number) fetcher.bloom.noteLogs(header)
}

/** Times come with the logs where the node tells them, else from headers whose hash must be that of the logs. */
async function toBlockRefs(
  context: FollowContext,
  batch: LogBatch,
  last: Header,
): Promise<readonly BlockRef[]> {
  const { number, hash, timestamp } = last
  const hashes = new Map<bigint, BlockRef['hash']>()
  for (const log of batch.logs) hashes.set(log.blockNumber, log.blockHash)
  hashes.delete(number)
  const timestamps = await completeTimestamps(context, batch, [...hashes.keys()])
  const blocks: BlockRef[] = []
  for (const [blockNumber, blockHash] of hashes) {
    const time = timestamps.get(blockNumber)
    if (time !== undefined) blocks.push({ number: blockNumber, hash: blockHash, timestamp: time })
  }
  blocks.sort((a, b) => (a.number < b.number ? -1 : 1))
  return [...blocks, { number, hash, timestamp }]
}

async function completeTimestamps(
  context: FollowContext,
  batch: LogBatch,
  numbers: readonly bigint[],
): Promise<ReadonlyMap<bigint, bigint>> {
  const timestamps = new Map(batch.timestamps)
  const missing = numbers.filter((number) => !timestamps.has(number))
  if (missing.length === 0) return timestamps
  const headers = await fetchHeaders(context, missing, 'backfill')
  for (const [i, number] of missing.entries()) {
    const header = headers[i]
    if (header === undefined || header.hash !== batch.hashes.get(number))
      throw new RpcContentError({
        chain: context.config.name,
        method: 'eth_getBlockByNumber',
        detail: `another block ${number} than its logs name`,
      })
    timestamps.set(number, header.timestamp)
  }
  return timestamps
}

/** The bloom is no part of what is handed on. */
export function toBlockHeader(header: Header): BlocksEvent['toBlock'] {
  const { number, hash, timestamp, parentHash } = header
  return { number, hash, timestamp, parentHash }
}
