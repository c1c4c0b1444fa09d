import type { RawLog } from '../../facts/RawLog.ts'
import type { Header } from '../blocks/Header.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import { isUnknownBlock } from '../rpc/isUnknownBlock.ts'
import type { RpcAnswer } from '../rpc/RpcCall.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import type { LogFetcher } from './createLogFetcher.ts'
import { fetchReceiptLogs } from './fetchReceiptLogs.ts'
import { orderLogs } from './orderLogs.ts'
import { createLogBatch, type LogBatch, readLogs } from './readLogs.ts'

/**
 * Fetches the wanted logs of a few linked blocks, each pinned by its hash, so that a node that does not know a block must
 * say so instead of answering `[]`. Blocks whose trusted bloom rules every wanted log out are not asked for. Throws the
 * classes of `rpcErrors.ts`; the caller looks at the chain again, because the blocks may be gone.
 */
export async function fetchBlockLogs(
  context: FollowContext,
  fetcher: LogFetcher,
  headers: readonly Header[],
): Promise<readonly RawLog[]> {
  const { bloom } = fetcher
  const asked = headers.filter((header) => !bloom.excludes(header))
  const queries = fetcher.queries()
  const calls = asked.flatMap(({ hash }) =>
    queries.map((query) => ({ method: 'eth_getLogs', params: [{ ...query, blockHash: hash }] })),
  )
  if (calls.length === 0) return []
  const { client, signal } = context
  const answers = await client.transport.batch(calls, { lane: 'head', signal })
  const logs: RawLog[] = []
  for (const [i, header] of asked.entries()) {
    const own = answers.slice(i * queries.length, (i + 1) * queries.length)
    const batch = await readBlock(context, fetcher, header, own)
    if (batch.logs.length > 0) bloom.noteLogs(header)
    for (const log of batch.logs) logs.push(log)
  }
  return orderLogs(logs, context.config.name)
}

async function readBlock(
  context: FollowContext,
  fetcher: LogFetcher,
  header: Header,
  answers: readonly RpcAnswer[],
): Promise<LogBatch> {
  const { number, hash } = header
  const refusal = answers.find((answer) => answer.error !== undefined)?.error
  if (refusal !== undefined && (refusal.retryable || isUnknownBlock(refusal))) throw refusal
  const batch =
    refusal === undefined
      ? readAnswers(context, fetcher, header, answers)
      : await fetchReceiptLogs(context, fetcher, { number, hash, refusal })
  if ((batch.hashes.get(number) ?? hash) === hash) return batch
  throw new RpcContentError({
    chain: context.config.name,
    method: 'eth_getLogs',
    detail: `logs of another block ${number} than the one asked for`,
  })
}

function readAnswers(
  context: FollowContext,
  fetcher: LogFetcher,
  { number }: Header,
  answers: readonly RpcAnswer[],
): LogBatch {
  const batch = createLogBatch()
  for (const answer of answers)
    readLogs(batch, answer.result, {
      chain: context.config.name,
      matcher: fetcher.matcher,
      fromBlock: number,
      toBlock: number,
      origin: 'query',
    })
  return batch
}
