import { pickIndex, type Random } from '../../faults/support/createRandom.ts'
import type { Deployment } from './Deployment.ts'

const rangesMax = [1, 2, 5, 10_000]

/** The same world in a config of other endpoints and other ranges. */
export function varyConfig(deployment: Deployment, random: Random): Deployment {
  const chains = deployment.chains.map((chain) => ({
    ...chain,
    endpoints: 1 + pickIndex(random, 3),
    rangeBlocksMax: rangesMax[pickIndex(random, rangesMax.length)] ?? 1,
  }))
  return { ...deployment, chains }
}

/** Chains that a config has at least: a bridge needs two. */
const chainsMin = 2

/**
 * The config before its operator added the custom route with its books, the yield vault and the markets, and with
 * `isChainLate` a whole chain.
 */
export function withoutLate(whole: Deployment, isChainLate: boolean): Deployment {
  const deployment = isChainLate && whole.chains.length > chainsMin ? withoutLast(whole) : whole
  const { economy } = deployment
  return {
    ...deployment,
    hasFerry: false,
    hasYield: false,
    ...(economy === undefined ? {} : { economy: { ...economy, marketChains: [] } }),
  }
}

/** Without the last chain and what is read there. */
function withoutLast(deployment: Deployment): Deployment {
  const { economy } = deployment
  const chains = deployment.chains.slice(0, -1)
  if (economy === undefined) return { ...deployment, chains }
  const feeds = economy.feeds.filter(({ chain }) => chain < chains.length)
  const own = (ids: readonly string[]): readonly string[] =>
    ids.filter((id) => feeds.some((feed) => feed.id === id))
  const { usdFeeds, eurFeeds, goldFeeds } = economy
  const left = { usdFeeds: own(usdFeeds), eurFeeds: own(eurFeeds), goldFeeds: own(goldFeeds) }
  return { ...deployment, chains, economy: { ...economy, feeds, ...left } }
}
