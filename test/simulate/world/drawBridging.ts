import { createRandom } from '../../faults/support/createRandom.ts'
import type { SimChain } from './Deployment.ts'

/**
 * A world in which bridges are what mostly happens, and what is odd about them. Other worlds have none. Only numbers and
 * texts: it is saved as JSON.
 */
export interface Bridging {
  /** Some messages of the custom route may be delivered until a deadline, and are given back after it. */
  hasDeadlines: boolean
  /** A second version of the custom route stands beside the first, carries the same tokens and uses the same keys. */
  hasTwin: boolean
  /** Assets that the config marks as taking a fee on transfer or rebasing: what arrives need not be what was sent. */
  elastic: readonly string[]
}

/** Share of the seeds that are such a world: all others mean what they meant before there was one. */
const busyShare = 0.3

/** Shares of these worlds that have each oddity, and of the assets that are marked. */
const oddShare = 0.7
const elasticShare = 0.4

/** Seeds that follow each other have first draws that are alike; multiplied by this they have not. */
const spread = 0x9e3779b1

/** Whether a seed's world is one of busy bridges; a stream of its own decides. */
export function isBusy(seed: number): boolean {
  return createRandom(Math.imul(seed, spread) ^ 0xb41d)() < busyShare
}

export function drawBridging(seed: number, chains: readonly SimChain[]): Bridging | undefined {
  if (!isBusy(seed)) return undefined
  const random = createRandom(Math.imul(seed, spread) ^ 0xb41e)
  const hasDeadlines = random() < oddShare
  const hasTwin = random() < oddShare
  const decimals = new Set(chains.map(({ markets }) => markets.eur.decimals))
  const assets = ['usd', ...[...decimals].map((places) => `eur${places}`)]
  return { hasDeadlines, hasTwin, elastic: assets.filter(() => random() < elasticShare) }
}
