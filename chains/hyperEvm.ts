import type { ChainPreset } from '../src/config/ChainPreset.ts'
import { hyperEvmContracts } from './contracts/hyperEvm.ts'

/** HyperEVM, the EVM of Hyperliquid. */
export const hyperEvm = {
  id: 999, // viem 2.57.20
  // sdk-base 6.1.5; viem names none, and Hyperlane's registry says 2 s (reference/chain-ids.json).
  blockTimeMs: 1_000,
  // That nodes serve the tags is unverified. Depths, for a node without them: sdk-base 6.1.5 and provider-cctp-v2 1.14.0
  // count 1 block, Hyperlane's registry 5; a minute of blocks is careful: unverified.
  finality: { policy: 'tag', safeDepth: 5, finalizedDepth: 60 },
  // subsquid/squid-sdk 88748ec, chain-utils: logs of system transactions are in neither bloom nor receipts root.
  bloom: 'untrusted',
  receiptsRoot: 'partial',
  multicall: '0xca11bde05977b3631167028862be2a173976ca11', // viem 2.57.20
  domains: {
    hyperlane: 999, // @hyperlane-xyz/registry 26.1.0
    cctp: 19, // @circle-fin/provider-cctp-v2 1.14.0
    layerzero: 30_367, // @layerzerolabs/lz-definitions 3.1.13 (HYPERLIQUID)
    wormhole: 47, // @wormhole-foundation/sdk-base 6.1.5
    ccip: 2_442_541_497_099_098_535n, // @chainlink/ccip-sdk 1.6.2
  },
  contracts: hyperEvmContracts,
  quirks: [
    // rpc-faults F019.
    'The public endpoint takes at most 50 blocks in one log range.',
    // subsquid/squid-sdk 88748ec, chain-utils.
    'System transactions, with a gas price of 0, have logs that no bloom and no receipts root knows.',
    // rpc-faults F022, F059 (hl nanoreth #153).
    'Archive nodes answer a range beyond their head with an error, or with no logs.',
  ],
} as const satisfies ChainPreset
