import { maxOf } from '../../utils/maxOf.ts'
import type { DefinedMarginSystem } from './defineMarginSystem.ts'
import { evaluateMargin } from './evaluateMargin.ts'
import type { Margin } from './Margin.ts'
import type { MarginUnit, MarginView } from './MarginUnit.ts'
import { moveView } from './moveView.ts'

/** How three figures change, in the system's value unit. */
export interface FigureChange {
  equity: bigint
  initialSlack: bigint
  maintenanceSlack: bigint
}

/** What a rise and a fall of one price by a hundredth do to a unit. They differ where requirements are curved or rounded. */
export interface Sensitivity {
  rise: FigureChange
  fall: FigureChange
}

/** One percent: small enough to be local, large enough to stand above rounding. */
const STEP = 100n

/** The change of a unit's figures when one price alone moves by a hundredth; undefined while something is unknown. */
export function sensitivity(
  system: DefinedMarginSystem,
  unit: MarginUnit,
  view: MarginView,
  subject: string,
): Sensitivity | undefined {
  const present = view.states.get(subject)?.mid
  if (present === undefined) return undefined
  const served = evaluateMargin(system, unit, view)
  if (served.unknowns.length > 0) return undefined
  const step = maxOf(present / STEP, 1n)
  const changeAt = (price: bigint) =>
    changeOf(served, evaluateMargin(system, unit, moveView(view, new Map([[subject, price]]))))
  return { rise: changeAt(present + step), fall: changeAt(maxOf(present - step, 1n)) }
}

function changeOf(before: Margin, after: Margin): FigureChange {
  return {
    equity: after.equity - before.equity,
    initialSlack: after.initial.slack - before.initial.slack,
    maintenanceSlack: after.maintenance.slack - before.maintenance.slack,
  }
}
