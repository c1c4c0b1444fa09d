import type { AssetFeeds } from '../../../alerts/feedConditions.ts'
import { bottomAsset } from '../../../config/bottomAsset.ts'
import type { AssetConfig, Project } from '../../../config/Project.ts'
import { divergencesOf } from '../../../margin/divergencesOf.ts'
import type { FeedReading } from '../../../margin/FeedReading.ts'
import { judgeFeed } from '../../../margin/judgeFeed.ts'
import type { Price } from '../../../margin/MarginInput.ts'
import { observeFeed } from '../../../margin/observeFeed.ts'
import { choosePrice } from '../../../margin/priceAt.ts'
import { type SequencerState, sequencerAt } from '../../../margin/sequencerAt.ts'
import type { CutHeights, Snapshot } from '../../../store/Snapshot.ts'
import { readObservations } from './readObservations.ts'

export interface CutPrices {
  /** By asset id; a share asset carries its underlying's price. */
  prices: ReadonlyMap<string, Price>
  /** What the feeds of each asset say that has any. */
  feeds: readonly AssetFeeds[]
  /** Of the chains whose sequencer has a feed that has answered. */
  sequencers: readonly SequencerState[]
}

/** What of a project decides prices. */
export type PricedProject = Pick<Project, 'assets' | 'feeds' | 'sequencers'>

/** Heights, and the time that prices are judged at, seconds. */
export interface Moment {
  heights: CutHeights
  asOf: bigint
}

/** The one price of each asset at a moment, and all that its feeds say. */
export function readPrices(
  project: PricedProject,
  snapshot: Snapshot,
  { heights, asOf }: Moment,
): CutPrices {
  const answersOf = readObservations(project, snapshot, heights)
  const sequencers = (project.sequencers ?? []).flatMap((sequencer) => {
    const { chainId, address } = sequencer
    return sequencerAt(sequencer, answersOf(chainId)(address, ''), asOf) ?? []
  })
  const shaken = new Set(
    sequencers.filter(({ state }) => state !== 'up').map(({ chainId }) => chainId),
  )
  const feeds = new Map(project.feeds.map((feed) => [feed.id, feed]))
  const readingsOf = ({ feeds: ids, pegE18 }: AssetConfig): readonly FeedReading[] =>
    ids.flatMap((id) => {
      const feed = feeds.get(id)
      if (feed === undefined) return []
      const observation = observeFeed(feed, answersOf(feed.chainId))
      const isShaken = shaken.has(feed.chainId)
      return [judgeFeed({ feed, observation, isShaken }, { pegE18, asOf })]
    })
  const assets = new Map(project.assets.map((asset) => [asset.id, asset]))
  const readings = new Map(project.assets.map((asset) => [asset.id, readingsOf(asset)]))
  const prices = new Map(
    project.assets.map((asset) => {
      const priced = bottomAsset(asset, (id) => assets.get(id))
      return [asset.id, choosePrice(readings.get(priced.id) ?? [])]
    }),
  )
  return { prices, sequencers, feeds: toAssetFeeds(project, readings, prices) }
}

function toAssetFeeds(
  project: PricedProject,
  readings: ReadonlyMap<string, readonly FeedReading[]>,
  prices: ReadonlyMap<string, Price>,
): readonly AssetFeeds[] {
  return project.assets.flatMap(({ id, divergenceBps }) => {
    const [own = [], price] = [readings.get(id), prices.get(id)]
    if (own.length === 0 || price === undefined) return []
    return [{ assetId: id, readings: own, divergences: divergencesOf(own, price, divergenceBps) }]
  })
}
