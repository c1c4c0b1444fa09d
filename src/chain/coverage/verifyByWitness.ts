import { BaseError } from '../../errors/BaseError.ts'
import { type CoverageLevel, leastLevel } from '../../facts/Coverage.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { fetchHeader } from '../blocks/fetchHeaders.ts'
import { throwIfAborted } from '../follow/backOff.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import type { Piece } from '../logs/fetchPiece.ts'
import { fetchRangeLogs, type RangeLogs } from '../logs/fetchRangeLogs.ts'
import { orderLogs } from '../logs/orderLogs.ts'
import { compareLogs } from './compareLogs.ts'
import { groupByBlock } from './createCoverageBook.ts'
import { replaceBlocks } from './replaceBlocks.ts'
import { settleBlock } from './settleBlock.ts'
import type { VerifiedRange } from './verifyRange.ts'

/** Times the second witness is waited for before the range goes on without it. */
export const witnessWaitsMax = 2

/** Blocks of one range settled one by one; where more differ, the two are on different chains or one is useless. */
const settledBlocksMax = 200

/**
 * Reads a range again from another witness than gave it and settles every block in which the two differ. Undefined where
 * there is no other witness, or it cannot answer.
 */
export async function verifyByWitness(
  context: FollowContext,
  fetcher: LogFetcher,
  { read }: { read: RangeLogs },
): Promise<VerifiedRange | undefined> {
  const { transport } = context.client
  if (transport.independent() < 2) return undefined
  const logs = orderLogs(read.batch.logs, context.config.name)
  const settled = new Map<bigint, readonly RawLog[]>()
  let level: CoverageLevel = 'verified'
  for (const part of groupByWitness(context, read)) {
    const own = logs.filter(
      ({ blockNumber }) => blockNumber >= part.fromBlock && blockNumber <= part.toBlock,
    )
    const other = await readOther(context, fetcher, part)
    if (other === undefined) return undefined
    const numbers = differingBlocks(own, other)
    if (numbers.length > settledBlocksMax) return undefined
    const ownByBlock = groupByBlock(own)
    for (const number of numbers) {
      const header = await fetchHeader(context, number, 'backfill')
      const told = ownByBlock.get(number) ?? []
      const result = await settleBlock(context, fetcher, { header, by: part.by, logs: told })
      settled.set(number, result.logs)
      level = leastLevel(level, result.level)
    }
  }
  return { batch: replaceBlocks(read.batch, settled), level }
}

function differingBlocks(own: readonly RawLog[], other: readonly RawLog[]): readonly bigint[] {
  const difference = compareLogs(own, other)
  if (difference === undefined) return []
  const { onlyFirst, onlySecond } = difference
  return [...new Set([...onlyFirst, ...onlySecond].map(({ blockNumber }) => blockNumber))]
}

/** Neighbouring readings of one witness are one range to ask for. */
function groupByWitness(
  { client }: FollowContext,
  { readings }: RangeLogs,
): readonly (Piece & { by: string; witness: number })[] {
  const groups: (Piece & { by: string; witness: number })[] = []
  for (const { fromBlock, toBlock, by } of readings) {
    const witness = client.transport.witnessOf(by)
    const last = groups.at(-1)
    if (last?.witness === witness) last.toBlock = toBlock
    else groups.push({ fromBlock, toBlock, by, witness })
  }
  return groups
}

async function readOther(
  context: FollowContext,
  fetcher: LogFetcher,
  { fromBlock, toBlock, witness }: Piece & { witness: number },
): Promise<readonly RawLog[] | undefined> {
  // Its caps are its own, and what it says is not what the backfill waits for.
  const aside = { ...fetcher, sizers: fetcher.witnessSizers }
  const quiet = { ...context, status: { ...context.status } }
  const choice = { exceptWitness: witness, waitsMax: witnessWaitsMax }
  try {
    const { batch } = await fetchRangeLogs(quiet, aside, { fromBlock, toBlock }, choice)
    return orderLogs(batch.logs, context.config.name)
  } catch (error) {
    throwIfAborted(context.signal)
    if (!(error instanceof BaseError)) throw error
    return undefined
  }
}
