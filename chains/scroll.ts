import type { ChainPreset } from '../src/config/ChainPreset.ts'
import { scrollContracts } from './contracts/scroll.ts'

/** Scroll. Whether its blooms and receipts roots are whole is unverified, so they are not believed. */
export const scroll = {
  id: 534352, // viem 2.57.20
  blockTimeMs: 3_000, // viem 2.57.20
  // Tags: axelar-chains-config 1.3.0 waits for `finalized`. Depths, for a node without it: Hyperlane's registry takes 17
  // blocks and Across 40 (bridges.md §1.4); 15 and 30 minutes of blocks are longer on purpose: unverified.
  finality: { policy: 'tag', safeDepth: 300, finalizedDepth: 600 },
  multicall: '0xca11bde05977b3631167028862be2a173976ca11', // viem 2.57.20
  domains: {
    hyperlane: 534352, // @hyperlane-xyz/registry 26.1.0
    layerzero: 30_214, // @layerzerolabs/lz-definitions 3.1.13
    ccip: 13_204_309_965_629_103_672n, // @chainlink/ccip-sdk 1.6.2
    axelar: 'scroll', // @axelar-network/axelar-chains-config 1.3.0
  },
  contracts: scrollContracts,
  quirks: [
    // rpc-faults F046, by analogy with other rollups: unverified for Scroll.
    'The finalized height moves with the batches that are proven on Ethereum.',
  ],
} as const satisfies ChainPreset
