import type { ChainId } from '../facts/primitives.ts'

/** One followed chain, after validation. */
export interface ChainConfig {
  /** Name used in the config, in logs and in `/metrics`. */
  name: string
  id: ChainId
  /** HTTP endpoints, first preferred. Secret: never printed. */
  rpcUrls: readonly string[]
  /** Expected time between blocks, ms; paces polling and staleness. */
  blockTimeMs: number
  /** Depths used when a node does not know the tags. */
  finality: {
    policy: 'tag' | 'depth'
    safeDepth: bigint
    finalizedDepth: bigint
    /** What a reorg below finalized does: the chain halts until somebody confirms it, or is repaired at once. */
    onViolation: 'halt' | 'repair'
  }
  /** Seconds without a confirmed head after which the chain is stale. */
  staleAfterSeconds: number
  /** Concurrent requests per endpoint. */
  concurrency: number
  /** Blocks per `eth_getLogs` range at most. */
  rangeBlocksMax: bigint
  /** Deadline of one attempt, ms. */
  timeoutMs: number
}
