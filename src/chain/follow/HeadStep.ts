import type { ChainEvent } from '../ChainEvent.ts'

/** What one look at the node led to. */
export interface HeadStep {
  events: readonly ChainEvent[]
  /** Finalized blocks above the followed one are left to backfill, up to this height. */
  backfillTo?: bigint
  /** Whether to look again at once. */
  hasMore: boolean
  /** Sentence for the status: why the node answered and the follower still did not get on. */
  problem?: string | undefined
}
