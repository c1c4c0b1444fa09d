import type { ChainPreset } from '../src/config/ChainPreset.ts'

/** Ethereum. Depths: two epochs of 32 slots make a block final under Casper FFG; one is careful for `safe`. */
export const ethereum = {
  id: 1,
  // 12 s slots; an empty slot makes it 24 s. Hyperlane's registry rounds to 13 (chain-ids.json).
  blockTimeMs: 12_000,
  finality: { policy: 'tag', safeDepth: 32, finalizedDepth: 64 },
  staleAfterSeconds: 180,
  hyperlaneDomain: 1,
  quirks: [],
} as const satisfies ChainPreset
