import type { ChainId } from '../facts/primitives.ts'

/** Why an endpoint is not asked first; `ok` is. */
export type EndpointState =
  | 'ok'
  | 'connecting'
  | 'limited'
  | 'failing'
  | 'unreachable'
  | 'lagging'
  | 'syncing'
  | 'forked'
  | 'wrongChain'
  | 'truncating'
  | 'lying'

/** One endpoint as an operator sees it; it is named by its label, never by its URL. */
export interface EndpointStatus {
  /** Such as `harbor#1`, in the order of the config. */
  label: string
  transport: 'http' | 'ws'
  /** Number of its witness among the chain's; endpoints of one host share it. */
  witness: number
  state: EndpointState
  /** One sentence about a state that is not `ok`, or about heads that it cannot announce. */
  reason: string | undefined
  /** Typical answer time of late, ms. */
  latencyMs: number | undefined
  /** Highest block it has named. */
  head: bigint | undefined
  /** Requests it is given at once, as learnt. */
  concurrency: number
  /** Blocks per log range that it was last seen to take; undefined before the first range. */
  rangeBlocks: bigint | undefined
  requests: number
  failures: number
}

/** Live state of one follower, for answers, metrics and the terminal. Times in ms of the wall clock. */
export interface ChainStatus {
  chainId: ChainId
  phase: 'connecting' | 'backfill' | 'live' | 'halted'
  /** Highest head any healthy endpoint named. */
  head: bigint | undefined
  headTimestamp: bigint | undefined
  /** Last block handed on. */
  followed: bigint | undefined
  safe: bigint | undefined
  finalized: bigint | undefined
  finalitySource: 'tag' | 'depth' | undefined
  /** When an endpoint last confirmed the head (also when it did not move). */
  headConfirmedAtMs: number | undefined
  /** Stamps of the monotonic clock, ms, for stall clocks: a wall clock that jumps neither makes a stall nor hides one. */
  monotonic: {
    /** Last confirmation of the head, also of one that did not move. */
    confirmedMs: number | undefined
    /** Last confirmation of a head up to which everything had been handed on. */
    atHeadMs: number | undefined
    /** When the head was last seen higher than before. */
    movedMs: number | undefined
  }
  /** Redacted sentence about the last failure, undefined once an attempt succeeded. */
  problem: string | undefined
  /** Why the wanted coverage is not reached, where it is not for want of a second witness. */
  coverageProblem?: string | undefined
  rpc: { requests: number; failures: number; bytes: number }
  endpoints: readonly EndpointStatus[]
  /** Different witnesses among the endpoints: with one, nothing that it says can be confirmed. */
  independentEndpoints: number
  /** Reorgs seen since the start, and the blocks of the deepest. */
  reorgs: { count: number; deepest: bigint }
}
