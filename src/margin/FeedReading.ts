import type { FeedConfig } from '../config/FeedConfig.ts'

/** A feed and its latest answer inside the cut, in the feed's decimals. */
export interface FeedAtCut {
  feed: FeedConfig
  observation: Observation | undefined
  /** The sequencer of its chain is down, or came back within its grace: nobody could answer, or act on an answer. */
  isShaken?: boolean | undefined
}

export interface Observation {
  answer: bigint
  /** Seconds, as the feed says it. */
  updatedAt: bigint
  /** The answer may be off by this much either way, in the feed's decimals. */
  confidence?: bigint | undefined
  roundId?: bigint | undefined
  /** Power of ten by which the contract says that its answers are scaled. */
  exponent?: number | undefined
  /** Phase of a proxy whose aggregator the config does not name: it is known by readings alone. */
  movedTo?: bigint | undefined
  /** Block that recorded it. */
  blockNumber?: bigint | undefined
}

/** What one feed says of an asset at a cut, judged; USD per whole unit, 1e18. */
export type FeedReading = LiveReading | DeadReading | RejectedReading | SilentReading

interface ReadingBase {
  feed: FeedConfig
}

/** A feed that has answered. */
export interface SpokenReading extends ReadingBase {
  observation: Observation
  updatedAt: bigint
  /** `updatedAt`, but never after the cut, so that a feed with a fast clock does not win for it. */
  observedAt: bigint
}

export interface LiveReading extends SpokenReading {
  state: 'fresh' | 'late'
  priceE18: bigint
  lowE18: bigint
  highE18: bigint
  ageSeconds: bigint
  isShaken: boolean
}

interface DeadReading extends SpokenReading {
  state: 'dead'
  priceE18: bigint
}

/** An answer that is no price, whatever its age. */
export interface RejectedReading extends SpokenReading {
  state: 'rejected'
  /** Half a sentence: what is wrong with it. */
  reason: string
}

/** It has never answered inside the cut. */
interface SilentReading extends ReadingBase {
  state: 'silent'
}
