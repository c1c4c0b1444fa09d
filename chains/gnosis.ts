import type { ChainPreset } from '../src/config/ChainPreset.ts'
import { gnosisContracts } from './contracts/gnosis.ts'

/** Gnosis Chain. Whether its blooms and receipts roots are whole is unverified, so they are not believed. */
export const gnosis = {
  id: 100, // viem 2.57.20
  blockTimeMs: 5_000, // viem 2.57.20
  // That nodes serve the tags is unverified; where they do not, the depths of Ethereum are careful: Hyperlane's registry
  // 26.1.0 takes 5 blocks.
  finality: { policy: 'tag', safeDepth: 64, finalizedDepth: 96 },
  multicall: '0xca11bde05977b3631167028862be2a173976ca11', // viem 2.57.20
  domains: {
    hyperlane: 100, // @hyperlane-xyz/registry 26.1.0
    layerzero: 30_145, // @layerzerolabs/lz-definitions 3.1.13
    ccip: 465_200_170_687_744_372n, // @chainlink/ccip-sdk 1.6.2
  },
  contracts: gnosisContracts,
  quirks: [],
} as const satisfies ChainPreset
