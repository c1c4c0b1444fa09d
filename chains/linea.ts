import type { ChainPreset } from '../src/config/ChainPreset.ts'
import { lineaContracts } from './contracts/linea.ts'

/** Linea. Whether its blooms and receipts roots are whole is unverified, so they are not believed. */
export const linea = {
  id: 59144, // viem 2.57.20
  blockTimeMs: 2_000, // viem 2.57.20; Hyperlane's registry says 3 s (reference/chain-ids.json)
  // Tags: served since October 2024 (rpc-faults F045). Depths, for a node without them: axelar-chains-config 1.3.0 counts
  // 400 blocks; 30 minutes of blocks are longer on purpose, and proofs on Ethereum take longer still: unverified.
  finality: { policy: 'tag', safeDepth: 400, finalizedDepth: 900 },
  multicall: '0xca11bde05977b3631167028862be2a173976ca11', // viem 2.57.20
  domains: {
    hyperlane: 59144, // @hyperlane-xyz/registry 26.1.0
    cctp: 11, // @circle-fin/provider-cctp-v2 1.14.0
    layerzero: 30_183, // @layerzerolabs/lz-definitions 3.1.13 (ZKCONSENSYS)
    wormhole: 38, // @wormhole-foundation/sdk-base 6.1.5
    ccip: 4_627_098_889_531_055_414n, // @chainlink/ccip-sdk 1.6.2
    axelar: 'linea', // @axelar-network/axelar-chains-config 1.3.0
  },
  contracts: lineaContracts,
  quirks: [
    // rpc-faults F045.
    'Older nodes do not know the safe and finalized tags.',
  ],
} as const satisfies ChainPreset
