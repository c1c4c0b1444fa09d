import type { ChainPreset } from '../src/config/ChainPreset.ts'

/** A local node. The id is anvil's own default (viem 2.57.20); several nodes need presets with other ids. */
export const anvil = {
  id: 31337,
  blockTimeMs: 1_000, // A choice: anvil mines on demand, or as --block-time says.
  // reference/lab.md: safe = head − slots and finalized = head − 2 × slots, with 32 slots unless --slots-in-an-epoch
  // says otherwise.
  finality: { policy: 'tag', safeDepth: 32, finalizedDepth: 64 },
  domains: {},
  quirks: [
    // reference/lab.md.
    'An idle node makes no blocks unless it was started with --block-time.',
    // reference/lab.md.
    'A log range past the head is an error, and a reorg shows only in hashes.',
  ],
} as const satisfies ChainPreset
