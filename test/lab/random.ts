export type Random = {
  /** A whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number
  /** True with the given probability. */
  chance(probability: number): boolean
  pick<item>(items: readonly [item, ...item[]]): item
  /** An amount between `low` and `high`, both included. */
  between(low: bigint, high: bigint): bigint
}

/** A small seeded generator (mulberry32), so that traffic repeats exactly. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)] ?? items[0],
    between: (low, high) => {
      const steps = 1_000_000
      return low + ((high - low) * BigInt(below(steps + 1))) / BigInt(steps)
    },
  }
}
