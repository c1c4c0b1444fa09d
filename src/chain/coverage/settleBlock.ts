import { BaseError } from '../../errors/BaseError.ts'
import type { CoverageLevel } from '../../facts/Coverage.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import type { Header } from '../blocks/Header.ts'
import { throwIfAborted } from '../follow/backOff.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import { fetchReceipts, readReceipts } from '../logs/fetchReceiptLogs.ts'
import { orderLogs } from '../logs/orderLogs.ts'
import { RpcRateLimitError } from '../rpc/rpcErrors.ts'
import { askPatiently } from './askPatiently.ts'
import { compareLogs } from './compareLogs.ts'
import { readReceiptLogs } from './encodeReceipt.ts'
import { fetchHashLogs } from './fetchHashLogs.ts'
import { toLogsBloom } from './toLogsBloom.ts'
import { within } from './within.ts'

/** The logs of one block after a doubt, and how far they may be trusted. */
export interface SettledBlock {
  logs: readonly RawLog[]
  level: CoverageLevel
}

/** A doubted block waits this long for another reading of its logs: a hanging endpoint must not hold up the head. */
const readingMs = 2_000

/** And this long for its receipts, which alone are certain: a busy endpoint has them when the queue before them is done. */
const certainMs = 10_000

/**
 * Decides what a block holds whose reading is doubted: another witness is asked, and where it does not agree or there is
 * none, the receipts, whose bloom must be the header's. An endpoint that left logs out is accused. What nobody can decide
 * is taken as the fuller of the readings, unverified. It asks a bounded number of times and throws only when stopped.
 */
export async function settleBlock(
  context: FollowContext,
  fetcher: LogFetcher,
  doubted: { header: Header; by: string; logs: readonly RawLog[] },
): Promise<SettledBlock> {
  const { header, by, logs } = doubted
  const other = await readElsewhere(context, fetcher, header, by)
  if (other !== undefined && compareLogs(logs, other) === undefined)
    return { logs, level: 'verified' }
  const certain = await readCertain(context, fetcher, header)
  if (certain !== undefined) {
    if (compareLogs(logs, certain) !== undefined) accuse(context, by, header)
    return { logs: certain, level: 'verified' }
  }
  const again = other ?? (await readAgain(context, fetcher, header))
  if (again === undefined || again.length <= logs.length) return { logs, level: 'unverified' }
  accuse(context, by, header)
  return { logs: again, level: 'unverified' }
}

function accuse(context: FollowContext, label: string, { number }: Header): void {
  const reason = `It left logs of block ${number} out`
  context.client.transport.accuse(label, 'truncating', reason)
}

function readElsewhere(
  context: FollowContext,
  fetcher: LogFetcher,
  header: Header,
  by: string,
): Promise<readonly RawLog[] | undefined> {
  const { transport } = context.client
  if (transport.independent() < 2) return Promise.resolve(undefined)
  const choice = { exceptWitness: transport.witnessOf(by) }
  return attempt(context, readingMs, async () => fetchHashLogs(context, fetcher, header, choice))
}

/** The wanted logs by the receipts, where the bloom of all their logs is the header's. */
function readCertain(
  context: FollowContext,
  fetcher: LogFetcher,
  header: Header,
): Promise<readonly RawLog[] | undefined> {
  return attempt(context, certainMs, async () => {
    const { receipts } = await fetchReceipts(context, header.hash, { lane: 'head' })
    const all = receipts.flatMap((receipt) =>
      typeof receipt === 'object' && receipt !== null && 'logs' in receipt
        ? (readReceiptLogs(receipt.logs) ?? [])
        : [],
    )
    if (toLogsBloom(all) !== header.logsBloom) return undefined
    const { logs } = readReceipts(context, fetcher, header.number, receipts)
    return logs.every(({ blockHash }) => blockHash === header.hash)
      ? orderLogs(logs, context.config.name)
      : undefined
  })
}

/** Logs of a new block may appear a moment after it (rpc-faults F023). */
async function readAgain(
  context: FollowContext,
  fetcher: LogFetcher,
  header: Header,
): Promise<readonly RawLog[] | undefined> {
  await context.env.sleep(Math.min(context.config.blockTimeMs / 4, readingMs), context.signal)
  return attempt(context, readingMs, () => fetchHashLogs(context, fetcher, header))
}

/** An endpoint that cannot speak, or not in time, decides nothing; one that only may not speak just now is waited for. */
async function attempt<Result>(
  context: FollowContext,
  timeoutMs: number,
  ask: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await askPatiently(context, () => within(context, timeoutMs, ask()), isRefusal)
  } catch (error) {
    throwIfAborted(context.signal)
    if (!(error instanceof BaseError)) throw error
    return undefined
  }
}

/** What a bloom contradicts is not believed for want of some seconds. */
function isRefusal(error: BaseError): boolean {
  return error instanceof RpcRateLimitError
}
