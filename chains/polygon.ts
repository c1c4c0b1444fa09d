import type { ChainPreset } from '../src/config/ChainPreset.ts'
import { polygonContracts } from './contracts/polygon.ts'

/** Polygon PoS. Reorgs of more than a hundred blocks have happened (Ponder and rindexer reckon with 200: indexers.md). */
export const polygon = {
  id: 137, // viem 2.57.20
  blockTimeMs: 2_000, // viem 2.57.20
  // Tags: axelar-chains-config 1.3.0 and Hyperlane's registry 26.1.0 wait for `finalized`; that it is a milestone is
  // unverified. Depths, for a node without it: the deepest that is published, subsquid's 500 (squid-sdk, network presets).
  finality: { policy: 'tag', safeDepth: 256, finalizedDepth: 512 },
  // rpc-faults F053 and subsquid/squid-sdk 88748ec, chain-utils: neither bloom nor receipts root knows state sync.
  bloom: 'untrusted',
  receiptsRoot: 'partial',
  logIndex: 'repeats', // rpc-faults F053, F055
  multicall: '0xca11bde05977b3631167028862be2a173976ca11', // viem 2.57.20
  domains: {
    hyperlane: 137, // @hyperlane-xyz/registry 26.1.0
    cctp: 7, // @circle-fin/provider-cctp-v2 1.14.0
    layerzero: 30_109, // @layerzerolabs/lz-definitions 3.1.13
    wormhole: 5, // @wormhole-foundation/sdk-base 6.1.5
    ccip: 4_051_577_828_743_386_545n, // @chainlink/ccip-sdk 1.6.2
    axelar: 'Polygon', // @axelar-network/axelar-chains-config 1.3.0
  },
  contracts: polygonContracts,
  quirks: [
    // rpc-faults F053.
    'State sync transactions appear in logs without a transaction of the block, and are missing from some answers.',
    // rpc-faults F055.
    'Nodes built on Erigon may repeat a logIndex inside one block.',
  ],
} as const satisfies ChainPreset
