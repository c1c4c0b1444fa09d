import type { ChainPreset } from '../src/config/ChainPreset.ts'

/**
 * OP Mainnet. `safe` means posted to Ethereum, `finalized` posted in a final Ethereum block. The depths stand in for a node
 * without the tags: 2 s blocks for 15 and 30 minutes, unverified, longer than Ethereum's own two epochs on purpose.
 */
export const optimism = {
  id: 10,
  blockTimeMs: 2_000,
  finality: { policy: 'tag', safeDepth: 450, finalizedDepth: 900 },
  staleAfterSeconds: 60,
  hyperlaneDomain: 10,
  quirks: ['The finalized height moves in batches and may stand still for many minutes.'],
} as const satisfies ChainPreset
