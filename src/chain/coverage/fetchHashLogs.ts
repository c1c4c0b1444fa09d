import type { RawLog } from '../../facts/RawLog.ts'
import type { Header } from '../blocks/Header.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import { askEndpoints, type EndpointChoice } from '../logs/askEndpoints.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import { orderLogs } from '../logs/orderLogs.ts'
import { createLogBatch, readLogs } from '../logs/readLogs.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'

/** The wanted logs of one block, pinned by its hash, as one endpoint of `choice` tells them. Throws as `rpcErrors.ts`. */
export async function fetchHashLogs(
  context: FollowContext,
  fetcher: LogFetcher,
  { number, hash }: Header,
  choice?: EndpointChoice,
): Promise<readonly RawLog[]> {
  const chain = context.config.name
  const calls = fetcher
    .queries()
    .map((query) => ({ method: 'eth_getLogs', params: [{ ...query, blockHash: hash }] }))
  const { by, answers } = await askEndpoints(context, calls, { lane: 'head', choice })
  const batch = createLogBatch()
  const { matcher } = fetcher
  for (const { result } of answers)
    readLogs(batch, result, { chain, matcher, fromBlock: number, toBlock: number, origin: 'query' })
  if ((batch.hashes.get(number) ?? hash) === hash) return orderLogs(batch.logs, chain)
  const detail = `logs of another block ${number} than the one asked for`
  throw new RpcContentError({ chain, method: 'eth_getLogs', detail, label: by })
}
