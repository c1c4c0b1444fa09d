import { assert } from '../../errors/assert.ts'
import { type CoverageSpan, coverageLevels } from '../../facts/Coverage.ts'
import type { RecordedCoverage } from '../Recorded.ts'

export interface CoverageRow {
  chain: number
  source: string
  filter_digest: string
  from_block: number
  from_timestamp: number
  to_block: number
  decoder: string
  /** `12u,40v,90p`: the last block of each stretch and its level's first letter; empty from before version 2. */
  spans: string
}

export const coverageColumns =
  'chain, source, filter_digest, from_block, from_timestamp, to_block, decoder, spans'

export function toCoverage(row: CoverageRow): RecordedCoverage {
  return {
    chainId: row.chain,
    sourceId: row.source,
    filterDigest: row.filter_digest,
    fromBlock: BigInt(row.from_block),
    fromTimestamp: BigInt(row.from_timestamp),
    toBlock: BigInt(row.to_block),
    decoder: row.decoder,
    spans: parseSpans(row),
  }
}

export function formatSpans(spans: readonly CoverageSpan[]): string {
  return spans.map(({ toBlock, level }) => `${toBlock}${level[0]}`).join(',')
}

function parseSpans({ spans, to_block }: CoverageRow): readonly CoverageSpan[] {
  if (spans === '') return [{ toBlock: BigInt(to_block), level: 'unverified' }]
  return spans.split(',').map((text) => {
    const level = coverageLevels.find((name) => name.startsWith(text.slice(-1)))
    assert(level !== undefined, 'a recorded coverage level is known')
    return { toBlock: BigInt(text.slice(0, -1)), level }
  })
}
