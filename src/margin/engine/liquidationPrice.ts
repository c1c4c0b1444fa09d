import { bisect } from './bisect.ts'
import type { DefinedMarginSystem } from './defineMarginSystem.ts'
import { evaluateMargin } from './evaluateMargin.ts'
import type { MarginUnit, MarginView } from './MarginUnit.ts'
import { moveView } from './moveView.ts'

/** A price is looked for up to this multiple of the present one: what is further away is no warning to anybody. */
const MULTIPLE_MAX = 1_000n

/**
 * The price of one asset or market, all else as in the view, at which the unit's liquidation begins: for falling prices
 * the highest that liquidates, for rising ones the lowest, exact to one unit of the price by integer bisection.
 * Undefined when neither a fall to 1 nor a rise by `MULTIPLE_MAX` liquidates it, or when it is liquidatable already.
 * With positions on both sides of a market the slack may turn twice between; the bisection then finds one turn.
 */
export function liquidationPrice(
  system: DefinedMarginSystem,
  unit: MarginUnit,
  view: MarginView,
  subject: string,
): bigint | undefined {
  const present = view.states.get(subject)?.mid
  if (present === undefined) return undefined
  const isLiquidatableAt = (price: bigint) => {
    return evaluateMargin(system, unit, moveView(view, new Map([[subject, price]]))).isLiquidatable
  }
  if (isLiquidatableAt(present)) return undefined
  if (isLiquidatableAt(1n)) return bisect(isLiquidatableAt, 1n, present)
  const highest = present * MULTIPLE_MAX
  return isLiquidatableAt(highest) ? bisect(isLiquidatableAt, highest, present) : undefined
}
