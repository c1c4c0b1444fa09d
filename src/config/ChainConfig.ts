import type { CoverageLevel } from '../facts/Coverage.ts'
import type { Address, ChainId } from '../facts/primitives.ts'

/** One endpoint of a chain, after validation. */
export interface EndpointConfig {
  /** http(s) or ws(s). Secret: never printed. */
  url: string
  /**
   * Whose word it is: endpoints with the same name are one witness (the same host, unless the operator says otherwise).
   * Only different witnesses can confirm each other.
   */
  witness: string
  /** Requests a second at most; undefined leaves the pace to what the endpoint refuses. */
  requestsPerSecond: number | undefined
}

/** One followed chain, after validation. */
export interface ChainConfig {
  /** Name used in the config, in logs and in `/metrics`. */
  name: string
  id: ChainId
  /** First preferred. */
  endpoints: readonly EndpointConfig[]
  /** Expected time between blocks, ms; paces polling and staleness. */
  blockTimeMs: number
  /**
   * `steady`: a block comes at every block time, so that a head which stands still is a stall. Undefined: not known, or
   * blocks come on demand; then a quiet chain is only said to be quiet.
   */
  cadence?: 'steady' | undefined
  /** Depths used when a node does not know the tags. */
  finality: {
    policy: 'tag' | 'depth'
    safeDepth: bigint
    finalizedDepth: bigint
    /** What a reorg below finalized does: the chain halts until somebody confirms it, or is repaired at once. */
    onViolation: 'halt' | 'repair'
  }
  /**
   * What a backfill must reach. `verified` holds ranges against a second witness, or else against header blooms; `proven`
   * against receipts roots. Live blocks are held against their blooms for nothing, wherever the chain's blooms are true.
   */
  coverage: CoverageLevel
  /** Whether an absence in a header's bloom may be believed; some chains serve empty blooms (rpc-faults F029). */
  bloom: 'trusted' | 'untrusted'
  /** Seconds without a confirmed head after which the chain is stale. */
  staleAfterSeconds: number
  /** Concurrent requests per endpoint at most; fewer while it refuses or lets deadlines pass. */
  concurrency: number
  /** Blocks per `eth_getLogs` range at most. */
  rangeBlocksMax: bigint
  /** Deadline of one attempt, ms. */
  timeoutMs: number
  /** Multicall3, which asks several contracts in one call; undefined where the chain is not known to have it. */
  multicall?: Address | undefined
}
