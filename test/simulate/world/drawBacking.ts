import { createRandom } from '../../faults/support/createRandom.ts'
import type { Family } from './Deployment.ts'

/** How a world's bridged tokens are held against their escrows. Many worlds do not. Only numbers and texts: it is saved as JSON. */
export interface SimBacking {
  families: readonly Family[]
  /** Between two rounds of reads; undefined where nobody asks the tokens. */
  everySeconds: number | undefined
  hasMulticall: boolean
  /** Whether the tokens of the warp route limit what its routers may mint. */
  hasLimits: boolean
  /** What was there on every chain before anybody looked, in units of actions. */
  opening: number
}

/** Share of the seeds that are such a world: all others mean what they meant before there was one. */
const backedShare = 0

/** Seeds that follow each other have first draws that are alike; multiplied by this they have not. */
const spread = 0x9e3779b1

/** Whether somebody watches the backing in a seed's world; a stream of its own decides. */
export function isBacked(seed: number): boolean {
  return createRandom(Math.imul(seed, spread) ^ 0xbacc)() < backedShare
}

export function drawBacking(seed: number): SimBacking | undefined {
  if (!isBacked(seed)) return undefined
  const random = createRandom(Math.imul(seed, spread) ^ 0xbacd)
  const one = <Item>(first: Item, ...others: readonly Item[]): Item =>
    [first, ...others][Math.floor(random() * (others.length + 1))] ?? first
  return {
    families: one<readonly Family[]>(['usd'], ['usd', 'eur'], ['usd', 'eur'], ['eur']),
    everySeconds: one(10, 10, 30, 300, undefined),
    hasMulticall: random() < 0.5,
    hasLimits: random() < 0.6,
    opening: one(15_000_000, 60_000_000, 10 ** 12),
  }
}
