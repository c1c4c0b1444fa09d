import type { Fact } from '../facts/Fact.ts'
import { sourceOfDecoder } from '../facts/factDecoder.ts'
import type { RecordedCoverage } from '../store/Recorded.ts'

/**
 * Whether a recorded fact is in the running values, by the coverage of its chain: what was recorded of a source whose past
 * is still being read waits for it.
 */
export function createIsFolded(coverage: readonly RecordedCoverage[]): (fact: Fact) => boolean {
  const heights = new Map(coverage.map(({ sourceId, toBlock }) => [sourceId, toBlock]))
  return ({ at, decoder }) => {
    const sourceId = sourceOfDecoder(decoder)
    // Facts of before version 2 name no source, and were folded as they came.
    if (sourceId === '') return true
    const toBlock = heights.get(sourceId)
    return toBlock !== undefined && at.blockNumber <= toBlock
  }
}
