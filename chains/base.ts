import type { ChainPreset } from '../src/config/ChainPreset.ts'
import { baseContracts } from './contracts/base.ts'

/** Base, an OP Stack chain. Whether its blooms and receipts roots are whole is unverified, so they are not believed. */
export const base = {
  id: 8453, // viem 2.57.20
  blockTimeMs: 2_000, // viem 2.57.20
  // As OP Mainnet: axelar-chains-config 1.3.0 waits for `finalized`, sdk-base 6.1.5 counts 512 blocks; 15 and 30 minutes
  // of blocks are longer on purpose: unverified.
  finality: { policy: 'tag', safeDepth: 450, finalizedDepth: 900 },
  multicall: '0xca11bde05977b3631167028862be2a173976ca11', // viem 2.57.20
  domains: {
    hyperlane: 8453, // @hyperlane-xyz/registry 26.1.0
    cctp: 6, // @circle-fin/provider-cctp-v2 1.14.0
    layerzero: 30_184, // @layerzerolabs/lz-definitions 3.1.13
    wormhole: 30, // @wormhole-foundation/sdk-base 6.1.5
    ccip: 15_971_525_489_660_198_786n, // @chainlink/ccip-sdk 1.6.2
    axelar: 'base', // @axelar-network/axelar-chains-config 1.3.0
  },
  contracts: baseContracts,
  quirks: [
    // rpc-faults F046.
    'The finalized height moves in batches and may stand still for many minutes, in an outage for days.',
    // rpc-faults F014.
    'Its public endpoint answers "no backend is currently healthy" for a log range that is too wide.',
  ],
} as const satisfies ChainPreset
