import type { Hex } from 'viem'
import { createRandom, pickIndex, type Random } from '../../faults/support/createRandom.ts'
import { addHabits } from './addHabits.ts'
import { addressOf } from './addressOf.ts'
import { drawBacking, type SimBacking } from './drawBacking.ts'
import { type Bridging, drawBridging, isBusy } from './drawBridging.ts'
import { drawGates, type Gates } from './drawGates.ts'
import { createEconomy, type Economy } from './Economy.ts'

/** How a chain's block times run: in step with the clock, repeated, now and then backwards, in bursts of one time, or ahead. */
export type TimeProfile = 'even' | 'equal' | 'backwards' | 'bursts' | 'ahead'

/**
 * How the tags of a chain's nodes go on: in step with the head, standing still for a while, in jumps, or as a constant in
 * the nodes' code that is no finality.
 */
export type TagProcess = 'steady' | 'stalling' | 'jumping' | 'constant'

/** A bridged asset family: `usd` crosses over the Hyperlane route, `eur` over the custom one. */
export type Family = 'usd' | 'eur'

/** The contracts of one asset family on one chain. */
export interface Market {
  token: Hex
  decimals: number
  book: Hex
  /** The bridge's contract: a warp router, or the custom route. */
  carrier: Hex
}

export interface SimChain {
  index: number
  name: string
  id: number
  blockSeconds: number
  /** Blocks that exist when the virtual clock starts. */
  historyBlocks: number
  /** Its history is somebody else's: those blocks are empty here, and messages are numbered from this on. */
  firstNonce?: number
  safeDepth: number
  finalizedDepth: number
  /** Whether its nodes know the tags `safe` and `finalized`; else depths count. */
  hasTags: boolean
  endpoints: number
  times: TimeProfile
  /** Blocks per log range of the program under test; a fresh index takes what the default is. */
  rangeBlocksMax?: number
  /** What its nodes' tags do; worlds that were saved before there was one are steady. */
  tagProcess?: TagProcess
  /** Whether its endpoints are reached over WebSockets. */
  hasSockets?: boolean
  /** What the operator wants of a reorg below what was final; 'halt' where it is left out. */
  onViolation?: 'halt' | 'repair'
  coverage: 'unverified' | 'verified' | 'proven'
  mailbox: Hex
  markets: Record<Family, Market>
  /** Only on the first chain. */
  yieldVault: Hex | undefined
  feed: Hex | undefined
  /** Receives what bridges carry for the venue, and passes it on. */
  landing?: Hex
  market?: Hex
}

/** What one seed's world consists of. */
export interface Deployment {
  seed: number
  chains: readonly SimChain[]
  hasFerry: boolean
  hasYield: boolean
  skewSeconds: number
  stuckAfterSeconds: number
  traders: readonly Hex[]
  /** Worlds that were saved before there was one have none. */
  economy?: Economy
  /** Whether somebody was credited what nobody sent, before the program looked for the first time. */
  hasOldForgery?: boolean
  bridging?: Bridging | undefined
  gates?: Gates | undefined
  backing?: SimBacking | undefined
}

export const venueId = 'lab'

const chainCounts = [2, 2, 2, 2, 3, 3, 3, 4, 4, 6]
const finalities = [
  [1, 3],
  [3, 6],
  [4, 12],
  [10, 20],
] as const
const rangesMax = [10_000, 10_000, 1, 3]
const timeProfiles = ['even', 'even', 'equal', 'backwards'] as const
const coverages = ['unverified', 'unverified', 'unverified', 'verified', 'proven'] as const

/** Draws the chains and contracts of a seed's world; nothing else decides them. */
export function createDeployment(seed: number): Deployment {
  const random = createRandom(seed ^ 0x5eed)
  const count = pick(random, chainCounts)
  const drawn = Array.from({ length: count }, (_, index) => createChain(random, index))
  // A stream of its own: what was drawn above keeps its meaning.
  const ranges = createRandom(seed ^ 0x4a9e)
  const chains = drawDecimals(seed, drawn)
  return {
    seed,
    chains: chains
      .map((chain) => ({ ...chain, rangeBlocksMax: pick(ranges, rangesMax) }))
      .map((chain) => addHabits(seed, chain)),
    hasFerry: random() < 0.6 || isBusy(seed),
    hasYield: random() < 0.5,
    skewSeconds: pick(random, [0, 5, 60]),
    stuckAfterSeconds: pick(random, [30, 120, 1_800]),
    traders: ['ann', 'bob', 'cay', 'dee'].map(addressOf),
    economy: createEconomy(seed, chains),
    hasOldForgery: seed % forgeryEvery === 1,
    bridging: drawBridging(seed, chains),
    gates: drawGates(seed, chains),
    backing: drawBacking(seed),
  }
}

/** Of so many worlds one has a forgery in its history. */
const forgeryEvery = 4

const usdDecimals = [6, 6, 6, 0, 8, 18, 27]
const eurDecimals = [6, 18, 0, 8, 27]

/** A warp route moves raw units, so that its token has the same decimals everywhere; the custom route converts. */
function drawDecimals(seed: number, chains: readonly SimChain[]): readonly SimChain[] {
  const random = createRandom(seed ^ 0xdec)
  const decimals = pick(random, usdDecimals)
  return chains.map((chain) => {
    const { usd, eur } = chain.markets
    const own = random() < 0.5 ? eur.decimals : pick(random, eurDecimals)
    return { ...chain, markets: { usd: { ...usd, decimals }, eur: { ...eur, decimals: own } } }
  })
}

function createChain(random: Random, index: number): SimChain {
  const [safeDepth, finalizedDepth] = pick(random, finalities)
  const router = addressOf(`router-${index}`)
  const ferryDecimals = index % 2 === 0 ? 6 : 18
  const isFirst = index === 0
  return {
    index,
    name: `c${index}`,
    id: 31_001 + index,
    blockSeconds: pick(random, [1, 2, 2, 4, 12]),
    historyBlocks: 2 + pickIndex(random, 12),
    safeDepth,
    finalizedDepth,
    hasTags: random() < 0.75,
    endpoints: random() < 0.6 ? 1 : 2,
    times: pick(random, timeProfiles),
    coverage: pick(random, coverages),
    mailbox: addressOf(`mailbox-${index}`),
    markets: {
      usd: {
        // The route's token is native on the first chain and the router itself on the others.
        token: isFirst ? addressOf('usd') : router,
        decimals: 6,
        book: addressOf(`book-${index}`),
        carrier: router,
      },
      eur: {
        token: addressOf(`eur-${index}`),
        decimals: ferryDecimals,
        book: addressOf(`eur-book-${index}`),
        carrier: addressOf(`ferry-${index}`),
      },
    },
    yieldVault: isFirst ? addressOf('yield') : undefined,
    feed: isFirst ? addressOf('feed') : undefined,
    landing: addressOf(`landing-${index}`),
    market: addressOf(`market-${index}`),
  }
}

/** The contract of a route's version on a chain: the second stands beside the first and carries the same token. */
export function carrierOf(chain: SimChain, family: Family, version: 2 | undefined): Hex {
  return version === undefined ? chain.markets[family].carrier : addressOf(`ferry2-${chain.index}`)
}

/** One of a list that is not empty. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[pickIndex(random, items.length)]
  if (item === undefined) throw new Error('nothing to choose from')
  return item
}

/** The chain that an action's number names; the numbers wrap around. */
export function chainAt({ chains }: Deployment, number: number): SimChain {
  const chain = chains[number % chains.length]
  if (chain === undefined) throw new Error('a world has chains')
  return chain
}
