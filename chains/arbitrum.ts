import type { ChainPreset } from '../src/config/ChainPreset.ts'

/**
 * Arbitrum One. Blocks come when there are transactions, about four a second. The depths stand in for a node without the
 * tags: 15 and 30 minutes of such blocks, unverified, longer than Ethereum's own two epochs on purpose.
 */
export const arbitrum = {
  id: 42161,
  blockTimeMs: 250,
  finality: { policy: 'tag', safeDepth: 3_600, finalizedDepth: 7_200 },
  staleAfterSeconds: 60,
  hyperlaneDomain: 42161,
  quirks: [
    'block.number inside a contract is the number of an Ethereum block; eth_blockNumber is that of this chain.',
    'Several blocks share one timestamp.',
  ],
} as const satisfies ChainPreset
