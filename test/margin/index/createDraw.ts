/** Draws that follow from a seed alone. */
export interface Draw {
  /** At least 0, below 1. */
  fraction(): number
  /** A whole number from 0 on, below `end`. */
  below(end: number): number
  /** True once in so many times. */
  oneIn(times: number): boolean
  of<item>(items: readonly [item, ...item[]]): item
}

/** Mulberry32: small, and the same on every machine. */
export function createDraw(seed: number): Draw {
  let state = seed
  function fraction(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number): number => Math.floor(fraction() * end)
  return {
    fraction,
    below,
    oneIn: (times) => below(times) === 0,
    of: (items) => items[below(items.length)] ?? items[0],
  }
}
