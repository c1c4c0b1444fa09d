import { type CoverageLevel, leastLevel } from '../../facts/Coverage.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { fetchHeaders } from '../blocks/fetchHeaders.ts'
import type { Header } from '../blocks/Header.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import { orderLogs } from '../logs/orderLogs.ts'
import { RpcContentError } from '../rpc/rpcErrors.ts'
import { groupByBlock } from './createCoverageBook.ts'
import { replaceBlocks } from './replaceBlocks.ts'
import { settleBlock } from './settleBlock.ts'
import type { ReadRange, VerifiedRange } from './verifyRange.ts'

/** Headers held at once; each is about a kilobyte. */
const headersPerStep = 200n

/**
 * Holds a range against the blooms of all its headers, which must link: a block whose bloom admits a followed contract of
 * which no log came is read again. It needs true blooms; where they are not known to be, nothing is asked and the range
 * stays unverified. A contract of which a block holds some logs is not counted: that is for receipts to prove.
 */
export async function verifyByBlooms(
  context: FollowContext,
  fetcher: LogFetcher,
  { range, read, last }: ReadRange,
): Promise<VerifiedRange> {
  const { batch, readings } = read
  if (!fetcher.bloom.isTrusted()) return { batch, level: 'unverified' }
  const own = groupByBlock(orderLogs(batch.logs, context.config.name))
  const settled = new Map<bigint, readonly RawLog[]>()
  let level: CoverageLevel = 'verified'
  const times = new Map<bigint, bigint>()
  let previous: Header | undefined
  for await (const header of walkHeaders(context, range.fromBlock, range.toBlock)) {
    const logs = own.get(header.number) ?? []
    assertLinked(context, { header, previous, last, logs })
    previous = header
    if (logs.length > 0) {
      fetcher.bloom.noteLogs(header)
      times.set(header.number, header.timestamp)
    }
    const verdict = fetcher.doubt(header, logs)
    if (verdict === 'agrees') continue
    if (verdict === 'silent') {
      level = 'unverified'
      continue
    }
    const by = readings.find(({ toBlock }) => toBlock >= header.number)?.by ?? ''
    const result = await settleBlock(context, fetcher, { header, by, logs })
    settled.set(header.number, result.logs)
    times.set(header.number, header.timestamp)
    level = leastLevel(level, result.level)
  }
  if (!fetcher.bloom.isTrusted()) level = 'unverified'
  return { batch: replaceBlocks(batch, settled, times), level }
}

async function* walkHeaders(
  context: FollowContext,
  fromBlock: bigint,
  toBlock: bigint,
): AsyncGenerator<Header, void, undefined> {
  for (let from = fromBlock; from <= toBlock; from += headersPerStep) {
    const end = from + headersPerStep - 1n < toBlock ? from + headersPerStep - 1n : toBlock
    const numbers = Array.from({ length: Number(end - from) + 1 }, (_, i) => from + BigInt(i))
    for (const header of await fetchHeaders(context, numbers, 'backfill'))
      if (header !== undefined) yield header
  }
}

/** A number without a block is passed over; the link of the next header shows that nothing is missing (F054). */
function assertLinked(
  { config }: FollowContext,
  parameters: {
    header: Header
    previous: Header | undefined
    last: Header
    logs: readonly RawLog[]
  },
): void {
  const { header, previous, last, logs } = parameters
  const isLinked = previous === undefined || header.parentHash === previous.hash
  const isLast = header.number !== last.number || header.hash === last.hash
  if (isLinked && isLast && logs.every(({ blockHash }) => blockHash === header.hash)) return
  throw new RpcContentError({
    chain: config.name,
    method: 'eth_getBlockByNumber',
    detail: `a block ${header.number} of another fork than its neighbours or its logs`,
  })
}
