import type { ChainPreset } from '../src/config/ChainPreset.ts'
import { ethereumContracts } from './contracts/ethereum.ts'

/** Ethereum. */
export const ethereum = {
  id: 1, // viem 2.57.20 (mainnet)
  // viem 2.57.20. An empty slot makes it 24 s; Hyperlane's registry rounds to 13 (reference/chain-ids.json).
  blockTimeMs: 12_000,
  // Tags: @axelar-network/axelar-chains-config 1.3.0 waits for `finalized` here. Depths, for a node without them: Casper
  // finalizes a block between 64 and 95 blocks later (@wormhole-foundation/sdk-base 6.1.5, finality); `safe` takes 64.
  finality: { policy: 'tag', safeDepth: 64, finalizedDepth: 96 },
  // subsquid/squid-sdk 0ee587d, verification.test: bloom and receipts root of real blocks equal those of all their logs.
  bloom: 'trusted',
  receiptsRoot: 'whole',
  multicall: '0xca11bde05977b3631167028862be2a173976ca11', // viem 2.57.20
  domains: {
    hyperlane: 1, // @hyperlane-xyz/registry 26.1.0
    cctp: 0, // @circle-fin/provider-cctp-v2 1.14.0
    layerzero: 30_101, // @layerzerolabs/lz-definitions 3.1.13
    wormhole: 2, // @wormhole-foundation/sdk-base 6.1.5
    ccip: 5_009_297_550_715_157_269n, // @chainlink/ccip-sdk 1.6.2
    axelar: 'Ethereum', // @axelar-network/axelar-chains-config 1.3.0
  },
  contracts: ethereumContracts,
  quirks: [],
} as const satisfies ChainPreset
