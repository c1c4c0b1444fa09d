import type { ChainId } from '../facts/primitives.ts'
import type { Prefix } from './AccountCase.ts'

/** So many combinations of prefixes across chains are all evaluated (DESIGN §5); past it they grow as a product. */
const COMBINATIONS_MAX = 256

/** So many prefixes of one chain are evaluated when not all combinations are, lest one account hold up a query. */
const CHAIN_PREFIXES_MAX = 1024

/** Which prefixes are evaluated; each prefix names every chain. */
export type PrefixPlan =
  /** All combinations. */
  | { type: 'joint'; prefixes: readonly Prefix[] }
  /** Each chain's prefixes with the other chains whole; `isComplete` when no chain's were too many. */
  | { type: 'perChain'; chains: readonly (readonly Prefix[])[]; isComplete: boolean }

/** Chooses the prefixes of an account's unfinalized transactions over which its bounds are taken. */
export function planPrefixes(unfinalized: Prefix): PrefixPlan {
  const combinations = [...unfinalized.values()].reduce(
    (product, count) => product * BigInt(count + 1),
    1n,
  )
  if (combinations <= COMBINATIONS_MAX) {
    return { type: 'joint', prefixes: combinePrefixes([...unfinalized]) }
  }
  const touched = [...unfinalized].filter(([, count]) => count > 0)
  return {
    type: 'perChain',
    chains: touched.map(([chainId, count]) =>
      prefixCounts(count).map((taken) => new Map([...unfinalized, [chainId, taken]])),
    ),
    isComplete: touched.every(([, count]) => count < CHAIN_PREFIXES_MAX),
  }
}

function combinePrefixes(counts: readonly (readonly [ChainId, number])[]): readonly Prefix[] {
  return counts.reduce<readonly Prefix[]>(
    (prefixes, [chainId, count]) =>
      prefixes.flatMap((prefix) =>
        Array.from({ length: count + 1 }, (_, taken) => new Map([...prefix, [chainId, taken]])),
      ),
    [new Map()],
  )
}

/** None, and the longest ones: a reorg drops the newest transactions first. */
function prefixCounts(count: number): readonly number[] {
  const length = Math.min(count, CHAIN_PREFIXES_MAX - 1)
  return [0, ...Array.from({ length }, (_, index) => count - length + index + 1)]
}
