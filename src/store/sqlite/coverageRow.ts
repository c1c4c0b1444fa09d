import type { RecordedCoverage } from '../Recorded.ts'

export interface CoverageRow {
  chain: number
  source: string
  filter_digest: string
  from_block: number
  from_timestamp: number
  to_block: number
}

export const coverageColumns = 'chain, source, filter_digest, from_block, from_timestamp, to_block'

export function toCoverage(row: CoverageRow): RecordedCoverage {
  return {
    chainId: row.chain,
    sourceId: row.source,
    filterDigest: row.filter_digest,
    fromBlock: BigInt(row.from_block),
    fromTimestamp: BigInt(row.from_timestamp),
    toBlock: BigInt(row.to_block),
  }
}
