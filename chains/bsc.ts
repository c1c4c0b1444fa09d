import type { ChainPreset } from '../src/config/ChainPreset.ts'
import { bscContracts } from './contracts/bsc.ts'

/** BNB Smart Chain. Whether its blooms and receipts roots are whole is unverified, so they are not believed. */
export const bsc = {
  id: 56, // viem 2.57.20
  // viem 2.57.20 and sdk-base 6.1.5; Hyperlane's registry still says 3 s (reference/chain-ids.json).
  blockTimeMs: 750,
  // Tags: axelar-chains-config 1.3.0 and Hyperlane's registry 26.1.0 wait for `finalized`. Depths, for a node without it:
  // sdk-base 6.1.5 counts 15 blocks and Across 60 (bridges.md §1.4); four times that is careful: unverified.
  finality: { policy: 'tag', safeDepth: 60, finalizedDepth: 240 },
  multicall: '0xca11bde05977b3631167028862be2a173976ca11', // viem 2.57.20
  domains: {
    hyperlane: 56, // @hyperlane-xyz/registry 26.1.0
    layerzero: 30_102, // @layerzerolabs/lz-definitions 3.1.13
    wormhole: 4, // @wormhole-foundation/sdk-base 6.1.5
    ccip: 11_344_663_589_394_136_015n, // @chainlink/ccip-sdk 1.6.2
    axelar: 'binance', // @axelar-network/axelar-chains-config 1.3.0
  },
  contracts: bscContracts,
  quirks: [
    // rpc-faults F048.
    'The finalized tag is the header of fast finality, which is not exact while fast finality fails.',
  ],
} as const satisfies ChainPreset
