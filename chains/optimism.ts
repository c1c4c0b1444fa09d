import type { ChainPreset } from '../src/config/ChainPreset.ts'
import { optimismContracts } from './contracts/optimism.ts'

/** OP Mainnet, an OP Stack chain. */
export const optimism = {
  id: 10, // viem 2.57.20
  blockTimeMs: 2_000, // viem 2.57.20
  // Tags: axelar-chains-config 1.3.0 waits for `finalized` here. Depths, for a node without them: a block is checkpointed
  // to Ethereum after about 512 (sdk-base 6.1.5, finality). 15 and 30 minutes of blocks are longer on purpose: unverified.
  finality: { policy: 'tag', safeDepth: 450, finalizedDepth: 900 },
  // subsquid/squid-sdk 26eb693, verification.test: true for a real block with its receipts (154497277).
  bloom: 'trusted',
  receiptsRoot: 'whole',
  multicall: '0xca11bde05977b3631167028862be2a173976ca11', // viem 2.57.20
  domains: {
    hyperlane: 10, // @hyperlane-xyz/registry 26.1.0
    cctp: 2, // @circle-fin/provider-cctp-v2 1.14.0
    layerzero: 30_111, // @layerzerolabs/lz-definitions 3.1.13
    wormhole: 24, // @wormhole-foundation/sdk-base 6.1.5
    ccip: 3_734_403_246_176_062_136n, // @chainlink/ccip-sdk 1.6.2
    axelar: 'optimism', // @axelar-network/axelar-chains-config 1.3.0
  },
  contracts: optimismContracts,
  quirks: [
    // rpc-faults F046.
    'The finalized height moves in batches and may stand still for many minutes, in an outage for days.',
    // rpc-faults F047.
    'The safe height may go back without a reorg of Ethereum.',
  ],
} as const satisfies ChainPreset
