import type { ChainStatus } from '../../../src/chain/ChainStatus.ts'

/** A live chain at `head` with one endpoint, of which nothing else is known; tests say what matters to them. */
export function chainStatus(head: bigint, parts: Partial<ChainStatus> = {}): ChainStatus {
  return {
    chainId: 31_001,
    phase: 'live',
    head,
    headTimestamp: head * 100n,
    followed: head,
    safe: 0n,
    finalized: 0n,
    finalitySource: 'tag',
    headConfirmedAtMs: 0,
    monotonic: { confirmedMs: 0, atHeadMs: 0, movedMs: 0 },
    problem: undefined,
    rpc: { requests: 0, failures: 0, bytes: 0 },
    endpoints: [],
    independentEndpoints: 1,
    reorgs: { count: 0, deepest: 0n },
    ...parts,
  }
}
