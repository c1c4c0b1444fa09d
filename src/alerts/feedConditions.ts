import type { Divergence } from '../margin/divergencesOf.ts'
import type { FeedReading, RejectedReading, SpokenReading } from '../margin/FeedReading.ts'
import type { Condition } from './Condition.ts'

/** What the feeds of one asset say at a cut. */
export interface AssetFeeds {
  assetId: string
  readings: readonly FeedReading[]
  divergences: readonly Divergence[]
}

/** Feeds that contradict each other, by asset; answers that are no price and proxies that left what is followed, once each. */
export function feedConditions(assets: readonly AssetFeeds[]): readonly Condition[] {
  const rejected = new Map<string, RejectedReading>()
  const moved = new Map<string, SpokenReading>()
  for (const reading of assets.flatMap(({ readings }) => readings)) {
    if (reading.state === 'rejected') rejected.set(reading.feed.id, reading)
    if (reading.state !== 'silent' && reading.observation.movedTo !== undefined)
      moved.set(reading.feed.id, reading)
  }
  return [
    ...assets.flatMap(({ assetId, divergences }) =>
      divergences.map((divergence) => toDiverged(assetId, divergence)),
    ),
    ...[...rejected.values()].map(toRejected),
    ...[...moved.values()].map(toMoved),
  ]
}

function toDiverged(assetId: string, { served, other, apartBps }: Divergence): Condition {
  const { feed } = other
  const place = feed.chainId === served.feed.chainId ? '' : ` on chain ${feed.chainId}`
  return {
    code: 'FEED_DIVERGED',
    severity: 'warning',
    isConfirmed: true,
    chains: [...new Set([served.feed.chainId, feed.chainId])],
    subject: assetId,
    since: other.updatedAt > served.updatedAt ? other.updatedAt : served.updatedAt,
    text: `Feed ${feed.id}${place} is ${apartBps} basis points away from feed ${served.feed.id}, which prices ${assetId}.`,
    evidence: [served, other].map(
      (reading) => `${reading.feed.id}=${reading.priceE18}@${reading.updatedAt}`,
    ),
  }
}

function toRejected({ feed, observation, reason, updatedAt }: RejectedReading): Condition {
  const { answer, roundId, blockNumber } = observation
  const round = roundId === undefined ? '' : ` of round ${roundId}`
  return {
    code: 'FEED_REJECTED',
    severity: 'warning',
    isConfirmed: true,
    chains: [feed.chainId],
    subject: feed.id,
    since: updatedAt,
    text: `The answer ${answer}${round} of feed ${feed.id} ${reason}, and is not used.`,
    evidence: blockNumber === undefined ? [] : [`${feed.chainId}:${blockNumber}`],
  }
}

function toMoved({ feed, observation, updatedAt }: SpokenReading): Condition {
  const { movedTo, blockNumber } = observation
  return {
    code: 'FEED_MOVED',
    severity: 'warning',
    isConfirmed: true,
    chains: [feed.chainId],
    subject: feed.id,
    since: updatedAt,
    text: `The proxy of feed ${feed.id} has gone on to phase ${movedTo}, whose aggregator is not followed: its price is read every so often, and no longer seen at once. Add that aggregator to the feed.`,
    evidence: blockNumber === undefined ? [] : [`${feed.chainId}:${blockNumber}`],
  }
}
