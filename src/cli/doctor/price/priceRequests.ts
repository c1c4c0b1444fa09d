import { toPollMs } from '../../../chain/follow/pollPace.ts'
import type { ChainConfig } from '../../../config/ChainConfig.ts'
import type { CoverageLevel } from '../../../facts/Coverage.ts'
import type { RequestPrice } from './RequestPrice.ts'

const dayMs = 86_400_000
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
  /** Whether logs carry the time of their block. */
  hasTimestamps: boolean
  witnesses: number
}

/**
 * Expected requests: polls of the head, logs of each live block that its bloom does not rule out, reads of rates; for a
 * backfill its ranges, the headers that give logs their time, the reads of rates, and what each level of coverage adds.
 */
export function priceRequests(chain: ChainConfig, work: Workload): RequestPrice {
  const { blocks, busyShare, readSources, hasTimestamps } = work
  const busyBlocks = blocks * busyShare
  const headers = hasTimestamps ? 0 : busyBlocks / batchCalls
  const hours = (blocks * chain.blockTimeMs) / hourMs
  const reads = (Math.min(hours, busyBlocks) * readSources) / batchCalls
  const unverified = countRanges(work, blocks) + headers + reads
  const extra = (level: CoverageLevel) => priceCoverage(chain, work, level, blocks)
  const verified = extra('verified')
  return {
    livePerDay: Math.ceil(priceDay(chain, work)),
    backfill: {
      unverified: Math.ceil(unverified),
      ...(verified === undefined ? {} : { verified: Math.ceil(unverified + verified) }),
      proven: Math.ceil(unverified + (extra('proven') ?? 0)),
    },
  }
}

function priceDay(chain: ChainConfig, work: Workload): number {
  const { busyShare, queries, readSources } = work
  const isAnnounced = chain.endpoints.some(({ url }) => /^wss?:/i.test(url))
  const blocks = dayMs / chain.blockTimeMs
  const polls = dayMs / toPollMs(chain.blockTimeMs, isAnnounced)
  const logs = blocks * (chain.bloom === 'trusted' ? busyShare : 1) * queries
  const reads = readSources === 0 ? 0 : blocks * Math.max(busyShare, 1 / liveGridBlocks)
  return polls + logs + reads + (priceCoverage(chain, work, chain.coverage, blocks) ?? 0)
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
