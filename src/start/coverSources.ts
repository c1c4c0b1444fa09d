import type { Follower } from '../chain/Follower.ts'
import { type CoverageSpan, joinSpans, limitSpans } from '../facts/Coverage.ts'
import type { Decoder } from '../facts/Decoder.ts'
import type { BlockRef } from '../facts/primitives.ts'
import { filterDigest } from '../protocols/filterDigest.ts'
import type { RecordedCoverage } from '../store/Recorded.ts'

/** Stretches kept per source; live blocks whose levels alternate until an audit evens them out must not add up. */
const spansMax = 200

/**
 * Coverage of sources from their start blocks to `to`, without a gap; a source that starts later has none yet. What is
 * `known` of a source only grows; `spans` say how far the blocks that are new in it were verified. Should a start block
 * not be found, coverage is claimed from `to` on: the careful choice.
 */
export async function coverSources(parameters: {
  decoders: readonly Pick<Decoder, 'name' | 'source'>[]
  to: BlockRef
  spans: readonly CoverageSpan[]
  known: readonly RecordedCoverage[]
  follower: Pick<Follower, 'block'>
}): Promise<readonly RecordedCoverage[]> {
  const { decoders, to, follower } = parameters
  const news = endAt(parameters.spans, to.number)
  const known = new Map(parameters.known.map((row) => [row.sourceId, row]))
  // Before the first block there is nothing to have missed.
  const starts = new Map<bigint, bigint>([[0n, 0n]])
  const rows: RecordedCoverage[] = []
  for (const { name, source } of decoders) {
    const { id, chainId, startBlock } = source
    if (startBlock > to.number) continue
    const before = known.get(id)
    if (before !== undefined) {
      const added = news.filter(({ toBlock }) => toBlock > before.toBlock)
      const spans = limitSpans(joinSpans([...before.spans, ...added]), spansMax)
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
      spans: news.filter(({ toBlock }) => toBlock >= startBlock),
    })
  }
  return rows
}

/** What is not said of blocks up to `to` is unverified. */
function endAt(spans: readonly CoverageSpan[], to: bigint): readonly CoverageSpan[] {
  const inside = spans.filter(({ toBlock }) => toBlock <= to)
  const isWhole = inside.at(-1)?.toBlock === to
  return isWhole ? inside : joinSpans([...inside, { toBlock: to, level: 'unverified' }])
}
