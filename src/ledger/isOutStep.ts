import type { LegFact } from '../facts/BridgeFacts.ts'

/** Which way value crosses the vault's door for this step; undefined for steps that move nothing. */
export function isOutStep(leg: LegFact): boolean | undefined {
  switch (leg.step) {
    case 'sent':
    case 'queued':
      return true
    case 'credited':
    case 'refunded':
      return false
    case 'attested':
    case 'committed':
    case 'failed':
    case 'cancelled':
      return undefined
  }
}
