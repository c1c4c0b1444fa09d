import type { BlockRef } from '../../facts/primitives.ts'
import { fetchHeaders } from '../blocks/fetchHeaders.ts'
import type { CoverageEvent } from '../ChainEvent.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import { fetchRangeLogs, type Reading } from '../logs/fetchRangeLogs.ts'
import { orderLogs } from '../logs/orderLogs.ts'
import { witnessWaitsMax } from './verifyByWitness.ts'

/**
 * Reads a range again that an endpoint told which was later caught leaving logs out: from another witness where there is
 * one, else in pieces that stay below what it cuts off. Where the count differs all logs of the range are handed on as
 * late; whoever records them knows which are new. A range that nobody answers now is doubted again later.
 */
export async function rereadDoubted(
  context: FollowContext,
  fetcher: LogFetcher,
  doubted: Reading,
): Promise<CoverageEvent | undefined> {
  const { fromBlock, toBlock, by, logCount } = doubted
  const { transport } = context.client
  const choice = transport.independent() > 1 ? { exceptWitness: transport.witnessOf(by) } : {}
  const quiet = { ...context, status: { ...context.status } }
  const read = fetchRangeLogs(
    quiet,
    fetcher,
    { fromBlock, toBlock },
    {
      ...choice,
      waitsMax: witnessWaitsMax,
    },
  )
  const { batch } = await read.catch((error: unknown) => {
    fetcher.book.doubtAgain(doubted)
    throw error
  })
  const logs = orderLogs(batch.logs, context.config.name)
  if (logs.length === logCount) return undefined
  const numbers = [...new Set(logs.map(({ blockNumber }) => blockNumber))]
  const headers = await fetchHeaders(context, numbers, 'backfill')
  const blocks = headers.flatMap((header): BlockRef[] =>
    header === undefined
      ? []
      : [{ number: header.number, hash: header.hash, timestamp: header.timestamp }],
  )
  const chainId = context.config.id
  return {
    type: 'coverage',
    chainId,
    fromBlock,
    toBlock,
    level: 'unverified',
    late: { blocks, logs },
  }
}
