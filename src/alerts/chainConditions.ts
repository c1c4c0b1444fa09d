import type { ChainId } from '../facts/primitives.ts'
import type { Incident } from '../store/Recorded.ts'
import type { Condition } from './Condition.ts'

/** One chain as a condition sees it. */
export interface ChainSight {
  chainId: ChainId
  name: string
  /** Seconds, of the last block in the cut. */
  timestamp: bigint | undefined
  isStale: boolean
  isBackfilling: boolean
  halted: { code: string; text: string } | undefined
  /** Why nothing new is recorded at the moment. */
  waiting?: { code: string; text: string } | undefined
}

/** Chains that are stale, stopped or still being indexed. */
export function chainConditions(chains: readonly ChainSight[]): readonly Condition[] {
  return chains.flatMap((chain): Condition[] => {
    const base = {
      isConfirmed: true,
      chains: [chain.chainId],
      subject: chain.name,
      since: chain.timestamp,
      evidence: [],
    }
    if (chain.halted !== undefined) {
      return [{ ...base, code: 'CHAIN_HALTED', severity: 'critical', text: chain.halted.text }]
    }
    if (chain.isStale) {
      const silence = `Chain ${chain.name} is stale: no endpoint has confirmed its head within the limit.`
      const text = chain.waiting?.text ?? silence
      return [{ ...base, code: 'CHAIN_STALE', severity: 'warning', text }]
    }
    if (!chain.isBackfilling) return []
    const text = `Chain ${chain.name} is being indexed and not yet in the sums.`
    return [{ ...base, code: 'CHAIN_BACKFILLING', severity: 'info', text }]
  })
}

/** A reorg below finalized is said for ever: figures that were called final have changed. */
export function incidentConditions(incidents: readonly Incident[]): readonly Condition[] {
  return incidents.map(({ chainId, atMs, text, evidence }) => ({
    code: 'FINALITY_VIOLATED',
    severity: 'critical',
    isConfirmed: true,
    chains: [chainId],
    subject: evidence.ancestor ?? String(chainId),
    since: BigInt(Math.floor(atMs / 1000)),
    text,
    evidence: Object.values(evidence),
  }))
}
