import type { Project } from '../../../config/Project.ts'
import type { ChainId } from '../../../facts/primitives.ts'
import type { SeriesRow } from '../../../facts/Series.ts'
import { TIME_OF_BLOCK } from '../../../facts/ValuationFacts.ts'
import type { Observation } from '../../../margin/FeedReading.ts'
import type { FindAnswer } from '../../../margin/observeFeed.ts'
import { feedSeries } from '../../../protocols/oracles/feedSeries.ts'
import type { CutHeights, Snapshot } from '../../../store/Snapshot.ts'

/** The newest answers of some feeds, and of feeds about sequencers, inside a cut. */
export function readObservations(
  { feeds, sequencers = [] }: Pick<Project, 'feeds' | 'sequencers'>,
  snapshot: Snapshot,
  heights: CutHeights,
): (chainId: ChainId) => FindAnswer {
  const contracts = [
    ...feeds.flatMap((feed) =>
      feedSeries(feed).map(({ contract }) => ({ chainId: feed.chainId, contract })),
    ),
    ...sequencers.map(({ chainId, address }) => ({ chainId, contract: address })),
  ]
  const rows = snapshot.series({ of: 'contracts', kind: 'price', contracts }, heights)
  const observed = new Map(
    rows.flatMap((row) => {
      const { chainId, contract, subject } = row.key
      const observation = toObservation(row, snapshot)
      return observation === undefined
        ? []
        : [[`${chainId}:${contract}:${subject}`, observation] as const]
    }),
  )
  return (chainId) => (contract, subject) => observed.get(`${chainId}:${contract}:${subject}`)
}

function toObservation(
  { key, values, blockNumber }: SeriesRow,
  snapshot: Snapshot,
): Observation | undefined {
  const [answer, roundId, said, confidence, exponent] = values
  const updatedAt =
    said === TIME_OF_BLOCK ? snapshot.blockAt(key.chainId, blockNumber)?.timestamp : said
  if (answer === undefined || updatedAt === undefined) return undefined
  return {
    answer,
    roundId,
    updatedAt,
    confidence,
    exponent: exponent === undefined ? undefined : Number(exponent),
    blockNumber,
  }
}
