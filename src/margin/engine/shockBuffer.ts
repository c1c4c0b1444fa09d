import { maxOf } from '../../utils/maxOf.ts'
import { bisect } from './bisect.ts'
import type { DefinedMarginSystem } from './defineMarginSystem.ts'
import { evaluateMargin } from './evaluateMargin.ts'
import type { MarginUnit, MarginView } from './MarginUnit.ts'
import { moveView } from './moveView.ts'
import { pricesOf } from './pricedBy.ts'
import { sensitivity } from './sensitivity.ts'

/** A shock of 1, in parts per million: every price that hurts by falling is gone, every other has doubled. */
const WHOLE_PPM = 1_000_000n

/**
 * The smallest move, in parts per million, by which all prices of a unit going against it at once begin its liquidation:
 * 0 when it is liquidatable already, undefined when no move up to the whole does it, or when something is unknown. Each
 * price goes the way that hurts near its present value; where requirements are curved a worse corner may exist.
 */
export function shockBuffer(
  system: DefinedMarginSystem,
  unit: MarginUnit,
  view: MarginView,
): bigint | undefined {
  const served = evaluateMargin(system, unit, view)
  if (served.unknowns.length > 0) return undefined
  if (served.isLiquidatable) return 0n
  const moves = pricesOf(system, unit).flatMap((subject) => {
    const present = view.states.get(subject)?.mid
    const change = sensitivity(system, unit, view, subject)
    if (present === undefined || change === undefined) return []
    const direction = change.fall.maintenanceSlack <= change.rise.maintenanceSlack ? -1n : 1n
    return [{ subject, present, direction }]
  })
  const isLiquidatableAt = (shockPpm: bigint) => {
    const prices = moves.map(({ subject, present, direction }) => {
      const moved = (present * (WHOLE_PPM + direction * shockPpm)) / WHOLE_PPM
      return [subject, maxOf(moved, 1n)] as const
    })
    return evaluateMargin(system, unit, moveView(view, new Map(prices))).isLiquidatable
  }
  return isLiquidatableAt(WHOLE_PPM) ? bisect(isLiquidatableAt, WHOLE_PPM, 0n) : undefined
}
