import { type BackfillShape, estimateRequests } from '../../../chain/coverage/estimateRequests.ts'
import { toPollMs } from '../../../chain/follow/pollPace.ts'
import type { ChainConfig } from '../../../config/ChainConfig.ts'
import type { CoverageLevel } from '../../../facts/Coverage.ts'
import type { RequestPrice } from './RequestPrice.ts'
import type { TimedReads } from './timedReads.ts'

const dayMs = 86_400_000
const daySeconds = 86_400
const hourMs = 3_600_000

/** Calls that one request of headers or reads holds at most. */
const batchCalls = 50

/** A live chain reads each rate again after this many blocks, see `start/createRateReads`. */
const liveGridBlocks = 20

/** What is known of the work on a chain. */
export interface Workload {
  /** Blocks from the first start block to the head. */
  blocks: number
  /** Blocks of one log range, as the endpoint takes them. */
  rangeBlocks: number
  /** Queries that cover all filters in one range. */
  queries: number
  /** Share of blocks with a wanted log, 0 to 1. */
  busyShare: number
  /** Contracts whose rate is read: at touch live, on an hourly grid in backfill. */
  readSources: number
  /** What is asked by the clock once the head is reached. */
  timedReads: readonly TimedReads[]
  /** Whether logs carry the time of their block. */
  hasTimestamps: boolean
  witnesses: number
}

/**
 * Expected requests: polls of the head, logs of each live block that its bloom does not rule out, reads of rates, and what goes
 * by the clock, the audit among it; for a backfill its ranges, the headers that give logs their time, the reads of rates, and
 * what each level of coverage adds.
 */
export function priceRequests(chain: ChainConfig, work: Workload): RequestPrice {
  const { blocks, busyShare, readSources, witnesses } = work
  const busyBlocks = blocks * busyShare
  const hours = (blocks * chain.blockTimeMs) / hourMs
  const reads = (Math.min(hours, busyBlocks) * readSources) / batchCalls
  const shape = toShape(chain, work)
  const priceOf = (level: CoverageLevel) =>
    Math.ceil(estimateRequests(shape, level).httpRequests + reads)
  const isVerifiable = witnesses > 1 || chain.bloom === 'trusted'
  return {
    livePerDay: Math.ceil(priceDay(chain, work)),
    backfill: {
      unverified: priceOf('unverified'),
      ...(isVerifiable ? { verified: priceOf('verified') } : {}),
      proven: priceOf('proven'),
    },
  }
}

function toShape(chain: ChainConfig, work: Workload): BackfillShape {
  const { blocks, busyShare, rangeBlocks, queries, hasTimestamps, witnesses } = work
  return {
    blocks,
    blocksWithLogs: Math.ceil(blocks * busyShare),
    rangeBlocks: Math.max(rangeBlocks, 1),
    queries,
    hasTimestamps,
    evidence: witnesses > 1 ? 'witness' : 'blooms',
    isBloomTrusted: chain.bloom === 'trusted',
  }
}

function priceDay(chain: ChainConfig, work: Workload): number {
  const { busyShare, queries, readSources } = work
  const isAnnounced = chain.endpoints.some(({ url }) => /^wss?:/i.test(url))
  const blocks = dayMs / chain.blockTimeMs
  const polls = dayMs / toPollMs(chain.blockTimeMs, isAnnounced)
  const logs = blocks * (chain.bloom === 'trusted' ? busyShare : 1) * queries
  const reads = readSources === 0 ? 0 : blocks * Math.max(busyShare, 1 / liveGridBlocks)
  // Whatever the clock asks for, it asks at most once a block.
  const timed = work.timedReads.reduce(
    (sum, { everySeconds, calls }) =>
      sum + Math.min(daySeconds / everySeconds, blocks) * Math.ceil(calls / batchCalls),
    0,
  )
  return polls + logs + reads + timed + (priceCoverage(chain, work, chain.coverage, blocks) ?? 0)
}

/**
 * What a level adds to reading `blocks` once: a second witness reads every range again, or blooms need every header; a
 * proof needs every header and the receipts of each block that may hold a wanted log. Undefined where out of reach.
 */
function priceCoverage(
  chain: ChainConfig,
  work: Workload,
  level: CoverageLevel,
  blocks: number,
): number | undefined {
  const isTrusted = chain.bloom === 'trusted'
  switch (level) {
    case 'unverified':
      return 0
    case 'verified':
      if (work.witnesses > 1) return countRanges(work, blocks)
      return isTrusted ? blocks / batchCalls : undefined
    case 'proven':
      return blocks / batchCalls + blocks * (isTrusted ? work.busyShare : 1)
  }
}

function countRanges({ rangeBlocks, queries }: Workload, blocks: number): number {
  return Math.ceil(blocks / Math.max(rangeBlocks, 1)) * queries
}
