import type { FeedReading } from '../FeedReading.ts'

/**
 * One bar of a feed: what the feed says at its end. A price of the bar itself is `priced`; where none came, the last one is
 * `carried` while it is alive, a return of 0. A dead, rejected or missing price is `silent`: it has no return, and the next
 * price answers for all the time since the last, so that a feed which stops never makes a market look calm.
 */
export type Bar = { state: 'priced' | 'carried'; close: bigint } | { state: 'silent' }

/** Numbers of bars of each kind. */
export type BarCounts = Readonly<Record<Bar['state'], number>>

/**
 * The bar that a feed's reading at its end makes. `blockBefore` is the block of the newest answer at the end of the bar
 * before: an answer recorded later came in this bar.
 */
export function toBar(reading: FeedReading, blockBefore: bigint | undefined): Bar {
  if (reading.state !== 'fresh' && reading.state !== 'late') return { state: 'silent' }
  const { answer, blockNumber } = reading.observation
  return { state: blockNumber === blockBefore ? 'carried' : 'priced', close: answer }
}
