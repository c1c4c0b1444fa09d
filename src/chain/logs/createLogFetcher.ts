import type { ChainConfig } from '../../config/ChainConfig.ts'
import type { SourceSet } from '../../facts/Decoder.ts'
import { type BloomDoubt, createBloomDoubt } from '../coverage/createBloomDoubt.ts'
import type { CoverageBook } from '../coverage/createCoverageBook.ts'
import { type BloomGate, createBloomGate } from './createBloomGate.ts'
import { createLogMatcher, type LogMatcher } from './createLogMatcher.ts'
import { createRangeSizers, type RangeSizers } from './createRangeSizers.ts'
import { type LogQuery, planLogQueries } from './planLogQueries.ts'

/** What is wanted from a chain's logs and what was learnt about how its endpoints serve it. */
export interface LogFetcher {
  matcher: LogMatcher
  sizers: RangeSizers
  /** The same for readings that only confirm others. */
  witnessSizers: RangeSizers
  bloom: BloomGate
  doubt: BloomDoubt
  book: CoverageBook
  queries(): readonly LogQuery[]
  /** Takes note of how many fetched logs nobody asked for; a wasteful merged query is split up for good. */
  noteWaste(kept: number, dropped: number): void
}

/** Dropped logs per kept log beyond which one wide query costs more than several narrow ones. */
const wasteMax = 2
/** Logs seen before the share is judged. */
const wasteSampleMin = 2_000

/** Creates a fetcher for `sources`; the book is the follower's, shared by all its fetchers. */
export function createLogFetcher(
  sources: readonly SourceSet[],
  config: Pick<ChainConfig, 'rangeBlocksMax' | 'bloom'>,
  book: CoverageBook,
): LogFetcher {
  const matcher = createLogMatcher(sources)
  let queries = planLogQueries(sources, 'merged')
  let kept = 0
  let dropped = 0
  return {
    matcher,
    sizers: createRangeSizers(config.rangeBlocksMax),
    witnessSizers: createRangeSizers(config.rangeBlocksMax),
    bloom: createBloomGate(matcher, config.bloom),
    doubt: createBloomDoubt(sources),
    book,
    queries: () => queries,
    noteWaste(keptMore, droppedMore) {
      kept += keptMore
      dropped += droppedMore
      if (kept + dropped < wasteSampleMin) return
      if (dropped > kept * wasteMax) queries = planLogQueries(sources, 'grouped')
      kept = 0
      dropped = 0
    },
  }
}
