import type { ChainPreset } from '../src/config/ChainPreset.ts'
import { unichainContracts } from './contracts/unichain.ts'

/** Unichain, an OP Stack chain. Whether its blooms and receipts roots are whole is unverified, so they are not believed. */
export const unichain = {
  id: 130, // viem 2.57.20
  blockTimeMs: 1_000, // viem 2.57.20
  // That nodes serve the tags is unverified, by analogy with OP Mainnet. Depths, for a node without them: sdk-base 6.1.5
  // infers 1,024 blocks; 15 and 30 minutes of blocks are longer on purpose: unverified.
  finality: { policy: 'tag', safeDepth: 900, finalizedDepth: 1_800 },
  multicall: '0xca11bde05977b3631167028862be2a173976ca11', // viem 2.57.20
  domains: {
    hyperlane: 130, // @hyperlane-xyz/registry 26.1.0
    cctp: 10, // @circle-fin/provider-cctp-v2 1.14.0
    layerzero: 30_320, // @layerzerolabs/lz-definitions 3.1.13
    wormhole: 44, // @wormhole-foundation/sdk-base 6.1.5
    ccip: 1_923_510_103_922_296_319n, // @chainlink/ccip-sdk 1.6.2
  },
  contracts: unichainContracts,
  quirks: [
    // rpc-faults F046, by analogy with OP Mainnet: unverified for Unichain.
    'The finalized height moves in batches and may stand still for many minutes, in an outage for days.',
  ],
} as const satisfies ChainPreset
