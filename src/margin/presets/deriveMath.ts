import { E18 } from '../../utils/fixedPoint.ts'
import { livePrice } from '../engine/livePrice.ts'
import { MarginInputError } from '../engine/MarginInputError.ts'
import type { MarginView } from '../engine/MarginUnit.ts'
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

/** A live price and how sure its feed is of it, 1e18. */
export interface ConfidentPrice {
  mid: bigint
  confidence: bigint
}

/** The price of a subject with its confidence; throws `MarginInputError` when either is unknown. */
export function confidentPrice(view: MarginView, subject: string): ConfidentPrice {
  const { mid, confidence } = livePrice(view.states, subject)
  if (confidence === undefined) {
    throw new MarginInputError(`The price of ${subject} says nothing of its confidence.`)
  }
  return { mid, confidence }
}

/** The stable currency's price; throws `MarginInputError` when the view has none. */
export function stablePrice(view: MarginView): bigint {
  if (view.numeraire === undefined) throw new MarginInputError('The stable currency has no price.')
  return view.numeraire
}
