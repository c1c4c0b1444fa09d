import type { ChainPreset } from '../src/config/ChainPreset.ts'

/**
 * Polygon PoS. Reorgs of more than a hundred blocks have happened (Ponder and rindexer reckon with 200), so the depths are
 * 128 and 256; that a node's `finalized` tag is milestone finality is unverified.
 */
export const polygon = {
  id: 137,
  blockTimeMs: 2_000,
  finality: { policy: 'tag', safeDepth: 128, finalizedDepth: 256 },
  staleAfterSeconds: 60,
  hyperlaneDomain: 137,
  quirks: [
    'State sync transactions appear in logs without a transaction of the block.',
    'Nodes built on Erigon may repeat a logIndex inside one block.',
  ],
} as const satisfies ChainPreset
