import type { ChainPreset } from '../src/config/ChainPreset.ts'

/**
 * A local node. Anvil's tags are safe = head − slots and finalized = head − 2 × slots, with 32 slots unless
 * `--slots-in-an-epoch` says otherwise. The id is anvil's own default; several nodes need presets with other ids.
 */
export const anvil = {
  id: 31337,
  blockTimeMs: 1_000,
  finality: { policy: 'tag', safeDepth: 32, finalizedDepth: 64 },
  staleAfterSeconds: 60,
  hyperlaneDomain: undefined,
  quirks: ['An idle node makes no blocks unless it was started with --block-time.'],
} as const satisfies ChainPreset
