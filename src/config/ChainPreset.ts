import type { Address, ChainId } from '../facts/primitives.ts'
import type { WellKnown } from './WellKnown.ts'

/** What is publicly known of a chain: plain data, one file per chain in `chains/`, each fact with its source. */
export interface ChainPreset {
  id: ChainId
  /** Expected time between blocks, ms. */
  blockTimeMs: number
  /** `steady` where a block comes at every block time, whether there is something to put into it or not. */
  cadence?: 'steady' | undefined
  /** Depths are used when a node does not know the `safe` and `finalized` tags. */
  finality: { policy: 'tag' | 'depth'; safeDepth: number; finalizedDepth: number }
  /** Seconds without a confirmed head after which the chain is stale, where the default would be wrong for it. */
  staleAfterSeconds?: number | undefined
  /** Whether an absence in a header's bloom may be believed. Undefined: not known, so it is not. */
  bloom?: 'trusted' | 'untrusted' | undefined
  /**
   * Whether a header's receipts root holds every receipt that nodes answer for the block; `partial` where some
   * transactions are left out. Undefined: not known.
   */
  receiptsRoot?: 'whole' | 'partial' | undefined
  /** `repeats` where nodes give one logIndex to several logs of a block. Undefined: none is known to. */
  logIndex?: 'unique' | 'repeats' | undefined
  /** Multicall3, lower-case. Undefined: not known. */
  multicall?: Address | undefined
  /** What bridges call this chain. */
  domains: BridgeDomains
  /** Contracts that a config may name without looking them up; see `chains/contracts/`. */
  contracts?: WellKnown | undefined
  /** What a reader of this chain's data must know, in sentences. */
  quirks: readonly string[]
}

/** A chain's number or name in each bridge protocol; absent where it is not there, or nothing says that it is. */
export interface BridgeDomains {
  hyperlane?: number | undefined
  /** Circle's CCTP. Mainnet and testnet share these numbers. */
  cctp?: number | undefined
  /** LayerZero v2 endpoint id. */
  layerzero?: number | undefined
  wormhole?: number | undefined
  /** Chainlink's CCIP chain selector; it exceeds 2^53. */
  ccip?: bigint | undefined
  axelar?: string | undefined
}
