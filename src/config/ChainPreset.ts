import type { ChainId } from '../facts/primitives.ts'

/** What is publicly known of a chain: plain data, one file per chain in `chains/`. */
export interface ChainPreset {
  id: ChainId
  /** Expected time between blocks, ms. */
  blockTimeMs: number
  /** Depths are used when a node does not know the `safe` and `finalized` tags. */
  finality: { policy: 'tag' | 'depth'; safeDepth: number; finalizedDepth: number }
  /** Seconds without a confirmed head after which the chain is stale. */
  staleAfterSeconds: number
  /** Whether an absence in a header's bloom may be believed. Undefined: not known, so it is not. */
  bloom?: 'trusted' | 'untrusted' | undefined
  /** Hyperlane's number of the chain; undefined where it is not a Hyperlane chain. */
  hyperlaneDomain: number | undefined
  /** What a reader of this chain's data must know, in sentences. */
  quirks: readonly string[]
}
