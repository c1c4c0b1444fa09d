import type { Follower } from '../chain/Follower.ts'
import type { SourceSet } from '../facts/Decoder.ts'
import type { BlockRef } from '../facts/primitives.ts'
import { filterDigest } from '../protocols/filterDigest.ts'
import type { RecordedCoverage } from '../store/Recorded.ts'

/**
 * Coverage of sources from their start blocks to `to`, without a gap; a source that starts later has none yet. What is
 * `known` of a source only grows. Should a start block not be found, coverage is claimed from `to` on: the careful choice.
 */
export async function coverSources(parameters: {
  sources: readonly SourceSet[]
  to: BlockRef
  known: readonly RecordedCoverage[]
  follower: Pick<Follower, 'block'>
}): Promise<readonly RecordedCoverage[]> {
  const { sources, to, follower } = parameters
  const known = new Map(parameters.known.map((row) => [row.sourceId, row]))
  const starts = new Map<bigint, bigint>()
  const rows: RecordedCoverage[] = []
  for (const source of sources) {
    const { id, chainId, startBlock } = source
    if (startBlock > to.number) continue
    const before = known.get(id)
    if (before !== undefined) {
      rows.push({ ...before, toBlock: to.number })
      continue
    }
    const fromTimestamp =
      starts.get(startBlock) ?? (await follower.block(startBlock))?.timestamp ?? to.timestamp
    starts.set(startBlock, fromTimestamp)
    rows.push({
      chainId,
      sourceId: id,
      filterDigest: filterDigest(source),
      fromBlock: startBlock,
      fromTimestamp,
      toBlock: to.number,
    })
  }
  return rows
}
