import { type CoverageLevel, leastLevel } from '../../facts/Coverage.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import type { Header } from '../blocks/Header.ts'
import { type SettledBlock, settleBlock } from '../coverage/settleBlock.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import { isUnknownBlock } from '../rpc/isUnknownBlock.ts'
import type { RpcAnswer } from '../rpc/RpcCall.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import type { LogFetcher } from './createLogFetcher.ts'
import { fetchReceiptLogs } from './fetchReceiptLogs.ts'
import { orderLogs } from './orderLogs.ts'
import { createLogBatch, type LogBatch, readLogs } from './readLogs.ts'

/** Wanted logs of a few linked blocks, in chain order, and how far their completeness was verified. */
export interface BlockLogs {
  logs: readonly RawLog[]
  level: CoverageLevel
  /** Label of the endpoint whose word they rest on; empty where blooms ruled every block out. */
  by: string
}

/**
 * Fetches the wanted logs of a few linked blocks, each pinned by its hash, so that a node that does not know a block must
 * say so instead of answering `[]`. Blocks whose trusted bloom rules every wanted log out are not asked for; a block whose
 * bloom admits a contract of which no log came is read again elsewhere before it is believed (rpc-faults F022, F023,
 * F028). Throws the classes of `rpcErrors.ts`; the caller looks at the chain again, because the blocks may be gone.
 */
export async function fetchBlockLogs(
  context: FollowContext,
  fetcher: LogFetcher,
  headers: readonly Header[],
): Promise<BlockLogs> {
  const { bloom } = fetcher
  const asked = headers.filter((header) => !bloom.excludes(header))
  const { by, batches } = await fetchAll(context, fetcher, asked)
  const logs: RawLog[] = []
  let level: CoverageLevel = 'verified'
  for (const [i, header] of asked.entries()) {
    const own = orderLogs(batches[i]?.logs ?? [], context.config.name)
    const settled = await settle(context, fetcher, { header, by, logs: own })
    if (settled.logs.length > 0) bloom.noteLogs(header)
    for (const log of settled.logs) logs.push(log)
    level = leastLevel(level, settled.level)
  }
  return { logs, level, by }
}

/** A bloom may always give reason to doubt; a reason to believe only where the chain's blooms are true. */
async function settle(
  context: FollowContext,
  fetcher: LogFetcher,
  read: { header: Header; by: string; logs: readonly RawLog[] },
): Promise<SettledBlock> {
  const { header, logs } = read
  const verdict = fetcher.doubt(header, logs)
  if (verdict !== 'doubts') {
    const isBelieved = verdict === 'agrees' && fetcher.bloom.isTrusted()
    return { logs, level: isBelieved ? 'verified' : 'unverified' }
  }
  context.status.problem = `${context.config.name} gave no logs of a contract that the bloom of block ${header.number} admits; it is read again.`
  return settleBlock(context, fetcher, read)
}

async function fetchAll(
  context: FollowContext,
  fetcher: LogFetcher,
  headers: readonly Header[],
): Promise<{ by: string; batches: readonly LogBatch[] }> {
  const queries = fetcher.queries()
  const calls = headers.flatMap(({ hash }) =>
    queries.map((query) => ({ method: 'eth_getLogs', params: [{ ...query, blockHash: hash }] })),
  )
  if (calls.length === 0) return { by: '', batches: [] }
  const { client, signal } = context
  const { by, answers } = await client.transport.ask(calls, { lane: 'head', signal })
  const batches: LogBatch[] = []
  for (const [i, header] of headers.entries()) {
    const own = answers.slice(i * queries.length, (i + 1) * queries.length)
    batches.push(await readBlock(context, fetcher, header, own))
  }
  return { by, batches }
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
      : (await fetchReceiptLogs(context, fetcher, { number, hash, refusal })).batch
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
