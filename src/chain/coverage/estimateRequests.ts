import type { CoverageLevel } from '../../facts/Coverage.ts'

/** What a backfill is expected to meet, for one chain. */
export interface BackfillShape {
  blocks: number
  /** Blocks that hold at least one matched log. */
  blocksWithLogs: number
  /** Blocks per range, as the endpoints take them. */
  rangeBlocks: number
  /** Queries per range: one unless addresses are many or filters far apart. */
  queries: number
  /** Whether logs carry their block's time. */
  hasTimestamps: boolean
  /** What a range is verified by, where the level asks for it. */
  evidence: 'witness' | 'blooms'
  /** Where blooms are not believed, a proof reads the receipts of every block. */
  isBloomTrusted: boolean
}

/** Requests of a backfill: JSON-RPC calls as providers bill them, and HTTP requests, which carry up to 50 calls. */
export interface RequestEstimate {
  calls: number
  httpRequests: number
}

/** Calls per HTTP request where many are asked for at once. */
const callsPerRequest = 50

/** Share of further blocks whose receipts are read because a bloom admits a contract that is not in them, at 5 % fill. */
const falseAdmission = 0.001

/**
 * The price of a coverage level in requests. Unverified: one query and one header a range, and a header for each block
 * with logs where they do not carry its time. Verified: every query once more (witness), or the header of every block
 * (blooms). Proven: the header of every block, and the receipts of every block that may hold logs. Reads of contracts and the head
 * are not in it.
 */
export function estimateRequests(shape: BackfillShape, level: CoverageLevel): RequestEstimate {
  const ranges = Math.ceil(shape.blocks / shape.rangeBlocks)
  const queried = { calls: ranges * shape.queries, httpRequests: ranges }
  const ends = { calls: ranges, httpRequests: ranges }
  const times = shape.hasTimestamps ? nothing : batched(shape.blocksWithLogs, ranges)
  const parts = [queried, ends, times, ...evidenceOf(shape, level, { queried, ranges })]
  return {
    calls: parts.reduce((sum, { calls }) => sum + calls, 0),
    httpRequests: parts.reduce((sum, { httpRequests }) => sum + httpRequests, 0),
  }
}

function evidenceOf(
  shape: BackfillShape,
  level: CoverageLevel,
  { queried, ranges }: { queried: RequestEstimate; ranges: number },
): readonly RequestEstimate[] {
  const headers = batched(shape.blocks, ranges)
  const doubted = Math.ceil((shape.blocks - shape.blocksWithLogs) * falseAdmission)
  switch (level) {
    case 'unverified':
      return []
    case 'verified':
      if (shape.evidence === 'witness') return [queried]
      return [headers, { calls: doubted, httpRequests: doubted }]
    case 'proven': {
      const receipts = shape.isBloomTrusted ? shape.blocksWithLogs + doubted : shape.blocks
      return [headers, { calls: receipts, httpRequests: receipts }]
    }
  }
}

const nothing: RequestEstimate = { calls: 0, httpRequests: 0 }

/** Many calls of one kind, asked for range by range. */
function batched(calls: number, ranges: number): RequestEstimate {
  return {
    calls,
    httpRequests: Math.max(Math.ceil(calls / callsPerRequest), Math.min(ranges, calls)),
  }
}
