import { E18 } from '../../utils/fixedPoint.ts'
import { mulDiv } from '../engine/mulDiv.ts'

/** Derive multiplies 1e18 numbers and rounds towards zero. */
export function multiplyDecimal(a: bigint, b: bigint): bigint {
  return mulDiv(a, b, E18, 'truncate')
}

/** How a price feed's doubt adds to a requirement, 1e18. A threshold of 0 turns it off. */
export interface DeriveConfidence {
  threshold: bigint
  factor: bigint
}

/** Below the threshold: (1 − confidence) × factor × notional. At the threshold nothing. */
export function confidenceContingency(
  { threshold, factor }: DeriveConfidence,
  confidence: bigint,
  notional: bigint,
): bigint {
  if (confidence >= threshold) return 0n
  return multiplyDecimal(multiplyDecimal(E18 - confidence, factor), notional)
}
