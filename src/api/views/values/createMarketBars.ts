import type { FeedConfig } from '../../../config/FeedConfig.ts'
import type { ChainId } from '../../../facts/primitives.ts'
import type { FeedReading } from '../../../margin/FeedReading.ts'
import { judgeFeed } from '../../../margin/judgeFeed.ts'
import { observeFeed } from '../../../margin/observeFeed.ts'
import { toBar } from '../../../margin/requirements/Bar.ts'
import type { Bars } from '../../../margin/requirements/createVersionFold.ts'
import type { Snapshot } from '../../../store/Snapshot.ts'
import { E18 } from '../../../utils/fixedPoint.ts'
import { readObservations } from './readObservations.ts'

/** The bars of some feeds from a moment on. What is read of them is final, and is read once. */
export interface MarketBars {
  /** The first ends where the second begins: it opens it. */
  readonly all: readonly Bars[]
  /** Reads what ends at or before a moment, seconds, up to which every chain of the feeds is final. */
  readUntil(snapshot: Snapshot, until: bigint): void
}

/** Bars from `since` on, which are read when they are first wanted. */
export function createMarketBars(parameters: {
  feeds: readonly FeedConfig[]
  since: bigint
  barSeconds: bigint
}): MarketBars {
  const { feeds, since, barSeconds } = parameters
  const all: Bars[] = []
  let blocks: ReadonlyMap<string, bigint | undefined> = new Map()
  return {
    all,
    readUntil(snapshot, until) {
      for (;;) {
        const end = since + BigInt(all.length) * barSeconds
        if (end > until) return
        const readings = readEnd(feeds, snapshot, end)
        all.push(
          new Map([...readings].map(([id, reading]) => [id, toBar(reading, blocks.get(id))])),
        )
        blocks = new Map([...readings].map(([id, reading]) => [id, blockOf(reading)]))
      }
    },
  }
}

/** What feeds say at the end of a bar, which is no part of it: as an aligned cut of the second before reads it. */
function readEnd(
  feeds: readonly FeedConfig[],
  snapshot: Snapshot,
  end: bigint,
): ReadonlyMap<string, FeedReading> {
  const chainIds = new Set(feeds.map(({ chainId }) => chainId))
  const heights = new Map(
    [...chainIds].flatMap((chainId): [ChainId, bigint][] => {
      const block = snapshot.blockAtTime(chainId, end - 1n)
      return block === undefined ? [] : [[chainId, block.number]]
    }),
  )
  const answersOf = readObservations({ feeds }, snapshot, heights)
  return new Map(
    feeds.map((feed) => {
      const observation = observeFeed(feed, answersOf(feed.chainId))
      return [feed.id, judgeFeed({ feed, observation }, { pegE18: E18, asOf: end })]
    }),
  )
}

function blockOf(reading: FeedReading): bigint | undefined {
  return reading.state === 'silent' ? undefined : reading.observation.blockNumber
}
