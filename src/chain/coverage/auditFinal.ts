import { BaseError } from '../../errors/BaseError.ts'
import { type CoverageLevel, leastLevel } from '../../facts/Coverage.ts'
import type { BlockRef } from '../../facts/primitives.ts'
import type { RawLog } from '../../facts/RawLog.ts'
import { fetchHeader } from '../blocks/fetchHeaders.ts'
import type { CoverageEvent } from '../ChainEvent.ts'
import { throwIfAborted } from '../follow/backOff.ts'
import type { FollowContext } from '../follow/FollowContext.ts'
import type { LogFetcher } from '../logs/createLogFetcher.ts'
import type { Piece } from '../logs/fetchPiece.ts'
import { fetchRangeLogs, type RangeChoice, type RangeLogs } from '../logs/fetchRangeLogs.ts'
import { orderLogs } from '../logs/orderLogs.ts'
import { digestLogs } from './compareLogs.ts'
import { groupByBlock } from './createCoverageBook.ts'
import { proveRange } from './proveRange.ts'
import { settleBlock } from './settleBlock.ts'
import { witnessWaitsMax } from './verifyByWitness.ts'

/** Logs that a later reading brought, in blocks that were handed on before. */
interface Late {
  blocks: BlockRef[]
  logs: RawLog[]
}

/**
 * Reads blocks that have become final once more, by one range query and from another witness than told them live, and
 * holds them against what was handed on: a log that came late, or never, is found here (rpc-faults F023). Undefined where
 * nothing is to be said: nothing was missing, and nobody independent has confirmed it.
 */
export async function auditFinal(
  context: FollowContext,
  fetcher: LogFetcher,
  range: Piece,
): Promise<CoverageEvent | undefined> {
  const { book } = fetcher
  const told = book.unaudited(range.toBlock)
  const { readings, isIndependent } = await readAgain(context, fetcher, range)
  const late: Late = { blocks: [], logs: [] }
  let level: CoverageLevel = isIndependent ? 'verified' : 'unverified'
  for (const reading of readings)
    level = leastLevel(level, await compare(context, fetcher, { range, reading, late }))
  const proven = await prove(context, fetcher, range, readings[0])
  if (proven && late.blocks.length === 0) level = 'proven'
  book.passAudit(range.toBlock)
  const before = told.reduce<CoverageLevel>(
    (least, each) => leastLevel(least, each.level),
    'proven',
  )
  const isRaised = leastLevel(before, level) !== level
  if (!isRaised && late.blocks.length === 0) return undefined
  return { type: 'coverage', chainId: context.config.id, ...range, level, late }
}

/** One reading for each witness that told a part: all of it is then confirmed by somebody else. */
async function readAgain(
  context: FollowContext,
  fetcher: LogFetcher,
  range: Piece,
): Promise<{ readings: readonly RangeLogs[]; isIndependent: boolean }> {
  const { transport } = context.client
  const labels = fetcher.book.unaudited(range.toBlock).flatMap(({ by }) => (by === '' ? [] : [by]))
  const witnesses = [...new Set(labels.map((label) => transport.witnessOf(label)))]
  if (witnesses.length > 0 && transport.independent() > 1)
    try {
      const readings: RangeLogs[] = []
      for (const exceptWitness of witnesses)
        readings.push(await read(context, fetcher, range, { exceptWitness }))
      return { readings, isIndependent: fetcher.book.handedOn(range.fromBlock) !== 'forgotten' }
    } catch (error) {
      throwIfAborted(context.signal)
      if (!(error instanceof BaseError)) throw error
    }
  return { readings: [await read(context, fetcher, range, {})], isIndependent: false }
}

/** What the audit meets is no trouble of the follower's, and its caps are its own. */
function read(
  context: FollowContext,
  fetcher: LogFetcher,
  range: Piece,
  choice: RangeChoice,
): Promise<RangeLogs> {
  const quiet = { ...context, status: { ...context.status } }
  const aside = { ...fetcher, sizers: fetcher.witnessSizers }
  return fetchRangeLogs(quiet, aside, range, { ...choice, waitsMax: witnessWaitsMax })
}

/** Settles every block of which the reading says something else than was handed on. */
async function compare(
  context: FollowContext,
  fetcher: LogFetcher,
  { range, reading, late }: { range: Piece; reading: RangeLogs; late: Late },
): Promise<CoverageLevel> {
  const { book } = fetcher
  const now = groupByBlock(orderLogs(reading.batch.logs, context.config.name))
  const numbers = new Set([...now.keys(), ...book.handedUpTo(range.toBlock)])
  let level: CoverageLevel = 'verified'
  for (const number of [...numbers].sort((a, b) => (a < b ? -1 : 1))) {
    const logs = now.get(number) ?? []
    const before = book.handedOn(number)
    if (before !== 'forgotten' && before?.digest === digestOf(logs)) continue
    const header = await fetchHeader(context, number, 'backfill')
    const by = reading.readings.find(({ toBlock }) => toBlock >= number)?.by ?? ''
    // What was handed on before this start is held against the store by whoever records it.
    const settled =
      before === 'forgotten'
        ? { logs, level: 'unverified' as const }
        : await settleBlock(context, fetcher, { header, by, logs })
    level = leastLevel(level, settled.level)
    const isSame = before !== 'forgotten' && before?.digest === digestOf(settled.logs)
    const isShorter = before !== 'forgotten' && settled.logs.length < (before?.count ?? 0)
    if (isSame || isShorter || late.blocks.some((block) => block.number === number)) continue
    late.blocks.push({ number, hash: header.hash, timestamp: header.timestamp })
    late.logs.push(...settled.logs)
  }
  return level
}

/** A block without logs was handed on as nothing. */
function digestOf(logs: readonly RawLog[]): string | undefined {
  return logs.length === 0 ? undefined : digestLogs(logs)
}

async function prove(
  context: FollowContext,
  fetcher: LogFetcher,
  range: Piece,
  reading: RangeLogs | undefined,
): Promise<boolean> {
  if (context.config.coverage !== 'proven' || reading === undefined) return false
  const last = await fetchHeader(context, range.toBlock, 'backfill')
  return (await proveRange(context, fetcher, { range, read: reading, last })) !== undefined
}
