import type { ChainId } from '../facts/primitives.ts'

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
  /** Redacted sentence about the last failure, undefined once an attempt succeeded. */
  problem: string | undefined
  rpc: { requests: number; failures: number; bytes: number }
}
