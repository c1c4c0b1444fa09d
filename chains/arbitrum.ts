import type { ChainPreset } from '../src/config/ChainPreset.ts'
import { arbitrumContracts } from './contracts/arbitrum.ts'

/** Arbitrum One. Blocks come when there are transactions. */
export const arbitrum = {
  id: 42161, // viem 2.57.20
  blockTimeMs: 250, // viem 2.57.20
  // Tags: axelar-chains-config 1.3.0 waits for `finalized` here. Depths, for a node without them: sdk-base 6.1.5 infers
  // 4,096 blocks; 15 and 30 minutes of blocks are longer on purpose: unverified.
  finality: { policy: 'tag', safeDepth: 3_600, finalizedDepth: 7_200 },
  // subsquid/squid-sdk ced03ec, verification.test: true for a real block with its receipts (150000000).
  bloom: 'trusted',
  receiptsRoot: 'whole',
  multicall: '0xca11bde05977b3631167028862be2a173976ca11', // viem 2.57.20
  domains: {
    hyperlane: 42161, // @hyperlane-xyz/registry 26.1.0
    cctp: 3, // @circle-fin/provider-cctp-v2 1.14.0
    layerzero: 30_110, // @layerzerolabs/lz-definitions 3.1.13
    wormhole: 23, // @wormhole-foundation/sdk-base 6.1.5
    ccip: 4_949_039_107_694_359_620n, // @chainlink/ccip-sdk 1.6.2
    axelar: 'arbitrum', // @axelar-network/axelar-chains-config 1.3.0
  },
  contracts: arbitrumContracts,
  quirks: [
    // rpc-faults F050.
    'block.number inside a contract is the number of an Ethereum block; eth_blockNumber is that of this chain.',
    // rpc-faults F057: 250 ms blocks with timestamps of whole seconds.
    'Several blocks share one timestamp.',
  ],
} as const satisfies ChainPreset
