import type { Follower } from '../chain/Follower.ts'
import { type CoverageLevel, joinSpans } from '../facts/Coverage.ts'
import type { Decoder } from '../facts/Decoder.ts'
import type { BlockRef } from '../facts/primitives.ts'
import { filterDigest } from '../protocols/filterDigest.ts'
import type { RecordedCoverage } from '../store/Recorded.ts'

/**
 * Coverage of sources from their start blocks to `to`, without a gap; a source that starts later has none yet. What is
 * `known` of a source only grows; the blocks that are new in it have reached `level`. Should a start block not be found, coverage is claimed from `to` on: the careful choice.
 */
export async function coverSources(parameters: {
  decoders: readonly Pick<Decoder, 'name' | 'source'>[]
  to: BlockRef
  level: CoverageLevel
  known: readonly RecordedCoverage[]
  follower: Pick<Follower, 'block'>
}): Promise<readonly RecordedCoverage[]> {
  const { decoders, to, level, follower } = parameters
  const known = new Map(parameters.known.map((row) => [row.sourceId, row]))
  const starts = new Map<bigint, bigint>()
  const rows: RecordedCoverage[] = []
  for (const { name, source } of decoders) {
    const { id, chainId, startBlock } = source
    if (startBlock > to.number) continue
    const span = { toBlock: to.number, level }
    const before = known.get(id)
    if (before !== undefined) {
      const isLonger = to.number > before.toBlock
      const spans = isLonger ? joinSpans([...before.spans, span]) : before.spans
      rows.push({ ...before, toBlock: to.number, spans })
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
      decoder: name,
      spans: [span],
    })
  }
  return rows
}
