import type { Hex } from 'viem'
import { createRandom, type Random } from '../../faults/support/createRandom.ts'
import { addressOf } from './addressOf.ts'
import type { SimChain } from './Deployment.ts'

/** A price feed as the config has it. */
export interface SimFeed {
  id: string
  /** Chain index. */
  chain: number
  address: Hex
  /** Aggregator that the feed's proxy moves on to; nobody follows it. */
  nextAddress: Hex
  decimals: number
  heartbeatSeconds: number
  deadAfterSeconds: number
}

interface Weights {
  initialBps: number
  maintenanceBps: number
}

/** What a world's prices, tokens, markets and risk parameters are. Only numbers and texts: it is saved as JSON. */
export interface Economy {
  feeds: readonly SimFeed[]
  /** Feeds of an asset, primary first. */
  usdFeeds: readonly string[]
  eurFeeds: readonly string[]
  goldFeeds: readonly string[]
  /** Price factor of the custom route's token by its decimals, 1e18 = par. */
  eurPegsE18: Readonly<Record<string, string>>
  /** Chain indexes with a market. */
  marketChains: readonly number[]
  boundary: '<' | '<='
  warningBps: number
  /** Undefined where the venue gives the asset no weight. */
  weights: Readonly<Record<'usd' | 'share' | 'eur', Weights | undefined>>
  /** Requirements by market id; a market that is traded and missing here has no risk parameters. */
  markets: Readonly<Record<string, Weights & { asset: string }>>
  p99Seconds: number
  haircutBps: number
  /** Uptime feeds by chain index, and how long a sequencer that is back is not trusted. Many worlds have none. */
  uptimes?: { feeds: Readonly<Record<string, Hex>>; graceSeconds: number } | undefined
}

/** What a chain's uptime feed is called where feeds are named. */
export function uptimeId(chain: number): string {
  return `uptime-${chain}`
}

/** Markets that people trade in; the last has no risk parameters anywhere. */
export const marketIds = ['gold-perp', 'usd-perp', 'odd-perp'] as const

/** Draws what the chains' money is worth; a stream of its own, so that no other draw changes its meaning. */
export function createEconomy(seed: number, chains: readonly SimChain[]): Economy {
  const random = createRandom(seed ^ 0xec0)
  const feeds = createFeeds(random, chains)
  const has = (share: number): boolean => random() < share
  const ids = (...wanted: readonly string[]): readonly string[] =>
    wanted.filter((id) => feeds.some((feed) => feed.id === id))
  const eurFeeds = ids('eur-feed')
  return {
    feeds,
    usdFeeds: has(0.5) ? ids('usd-feed', 'usd-spare') : ids('usd-spare', 'usd-feed'),
    eurFeeds,
    goldFeeds: ids('gold-feed', 'gold-spare'),
    eurPegsE18: Object.fromEntries(
      chains.map(({ markets }) => [markets.eur.decimals, one(random, pegsE18)]),
    ),
    marketChains: chains.map(({ index }) => index).filter(() => has(0.6)),
    boundary: one(random, ['<', '<=']),
    warningBps: one(random, [10_000, 11_000, 15_000]),
    weights: {
      usd: one(random, weights),
      share: one(random, weights),
      eur: has(0.7) ? one(random, weights) : undefined,
    },
    markets: {
      'gold-perp': { asset: 'gold', ...one(random, requirements) },
      'usd-perp': { asset: 'usd', ...one(random, requirements) },
    },
    p99Seconds: one(random, [0, 5, 20]),
    haircutBps: one(random, [0, 333, 10_000]),
    uptimes: createUptimes(seed, chains),
  }
}

/** A stream of its own, so that worlds without them are what they were. */
function createUptimes(seed: number, chains: readonly SimChain[]): Economy['uptimes'] {
  const random = createRandom(seed ^ 0x5e9)
  if (random() < 0.5) return undefined
  const feeds = chains.map(({ index }) => [index, addressOf(uptimeId(index))] as const)
  return { feeds: Object.fromEntries(feeds), graceSeconds: one(random, [0, 10, 120]) }
}

const pegsE18 = ['1000000000000000000', '999700000000000000', '333333333333333333'] as const

const weights: readonly Weights[] = [
  { initialBps: 9_000, maintenanceBps: 9_500 },
  { initialBps: 8_000, maintenanceBps: 9_000 },
  { initialBps: 0, maintenanceBps: 3_333 },
  { initialBps: 10_000, maintenanceBps: 10_000 },
]

const requirements: readonly Weights[] = [
  { initialBps: 1_000, maintenanceBps: 500 },
  { initialBps: 3_333, maintenanceBps: 77 },
  { initialBps: 10_000, maintenanceBps: 10_000 },
]

/** The first feed is followed in every world; of the others some worlds have none. */
function createFeeds(random: Random, chains: readonly SimChain[]): SimFeed[] {
  const last = chains.length - 1
  const plans = [
    { id: 'usd-feed', chain: 0, decimals: 8, share: 1 },
    { id: 'usd-spare', chain: last, decimals: 18, share: 0.5 },
    { id: 'eur-feed', chain: 1, decimals: 8, share: 0.7 },
    { id: 'gold-feed', chain: 0, decimals: 0, share: 0.8 },
    { id: 'gold-spare', chain: last, decimals: 27, share: 0.6 },
  ]
  return plans.flatMap(({ share, ...plan }) => {
    const heartbeatSeconds = one(random, [3_600, 20, 60])
    const deadAfterSeconds = heartbeatSeconds * one(random, [1, 3])
    const isThere = random() < share
    const address = plan.id === 'usd-feed' ? addressOf('feed') : addressOf(plan.id)
    const nextAddress = addressOf(`${plan.id}-next`)
    return isThere ? [{ ...plan, address, nextAddress, heartbeatSeconds, deadAfterSeconds }] : []
  })
}

function one<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to choose from')
  return item
}
