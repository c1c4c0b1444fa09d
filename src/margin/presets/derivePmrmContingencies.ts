import { absBigInt } from '../../utils/fixedPoint.ts'
import { minOf } from '../../utils/minOf.ts'
import type { Part } from '../engine/Margin.ts'
import { MarginInputError } from '../engine/MarginInputError.ts'
import type { AccountContext } from '../engine/MarginSystem.ts'
import { requirementPart } from '../engine/sumParts.ts'
import {
  type ConfidentPrice,
  confidenceContingency,
  confidentPrice,
  multiplyDecimal,
} from './deriveMath.ts'
import type { DerivePmrm } from './derivePmrm.ts'

/** Perps are required for at the spot price, whatever the perp trades at. */
export function perpContingency(
  position: bigint,
  spot: ConfidentPrice,
  confidence: bigint,
  parameters: DerivePmrm,
): Part {
  const notional = multiplyDecimal(absBigInt(position), spot.mid)
  const maintenance = multiplyDecimal(notional, parameters.mmPerpPercent)
  const extra =
    multiplyDecimal(notional, parameters.imPerpPercent) +
    confidenceContingency(confidenceRule(parameters), confidence, notional)
  return requirementPart('perpContingency', maintenance + extra, maintenance)
}

/** A token's confidence is at most the spot's; the perp's does not lower it. */
export function collateralContingency(
  context: AccountContext,
  { subject, equity }: Part,
  spotConfidence: bigint,
  parameters: DerivePmrm,
): Part {
  const rule = parameters.collaterals[subject]
  if (rule === undefined) throw new MarginInputError(`${subject} is no collateral here.`)
  const confidence = minOf(confidentPrice(context.view, subject).confidence, spotConfidence)
  const maintenance = multiplyDecimal(equity, rule.mmHaircut)
  const extra =
    multiplyDecimal(equity, rule.imHaircut) +
    confidenceContingency(confidenceRule(parameters), confidence, equity)
  return requirementPart(`${subject}Contingency`, maintenance + extra, maintenance)
}

function confidenceRule({ confThreshold, confMargin }: DerivePmrm) {
  return { threshold: confThreshold, factor: confMargin }
}
