import type { ChainPreset } from '../src/config/ChainPreset.ts'
import { avalancheContracts } from './contracts/avalanche.ts'

/** Avalanche C-Chain. Whether its blooms and receipts roots are whole is unverified, so they are not believed. */
export const avalanche = {
  id: 43114, // viem 2.57.20
  blockTimeMs: 1_700, // viem 2.57.20
  // Tags: axelar-chains-config 1.3.0 waits for `finalized`. Depths, for a node without it: an accepted block is final
  // (sdk-base 6.1.5: 0, provider-cctp-v2 1.14.0: 1); Hyperlane's registry takes 3; four times that is careful: unverified.
  finality: { policy: 'tag', safeDepth: 3, finalizedDepth: 12 },
  multicall: '0xca11bde05977b3631167028862be2a173976ca11', // viem 2.57.20
  domains: {
    hyperlane: 43114, // @hyperlane-xyz/registry 26.1.0
    cctp: 1, // @circle-fin/provider-cctp-v2 1.14.0
    layerzero: 30_106, // @layerzerolabs/lz-definitions 3.1.13
    wormhole: 6, // @wormhole-foundation/sdk-base 6.1.5
    ccip: 6_433_500_567_565_415_381n, // @chainlink/ccip-sdk 1.6.2
    axelar: 'Avalanche', // @axelar-network/axelar-chains-config 1.3.0
  },
  contracts: avalancheContracts,
  quirks: [
    // rpc-faults F017.
    'Nodes take at most 2048 blocks in one log range.',
    // rpc-faults F031.
    'Blocks carry fields of its own, so two answers are compared by consensus fields only.',
  ],
} as const satisfies ChainPreset
