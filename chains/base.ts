import type { ChainPreset } from '../src/config/ChainPreset.ts'

/** Base, an OP Stack chain: what `optimism.ts` says about tags and depths holds here (depths unverified, careful). */
export const base = {
  id: 8453,
  blockTimeMs: 2_000,
  finality: { policy: 'tag', safeDepth: 450, finalizedDepth: 900 },
  staleAfterSeconds: 60,
  hyperlaneDomain: 8453,
  quirks: ['The finalized height moves in batches and may stand still for many minutes.'],
} as const satisfies ChainPreset
