import type { Status } from '../MarginStatus.ts'
import { worstStatus } from '../worstStatus.ts'
import type { DefinedMarginSystem } from './defineMarginSystem.ts'
import { evaluateMargin } from './evaluateMargin.ts'
import type { Margin } from './Margin.ts'
import type { MarginUnit, MarginView } from './MarginUnit.ts'

/** All units of one account under one system: its status is its worst unit's, as isolated units fail alone. */
export function evaluateMargins(
  system: DefinedMarginSystem,
  units: readonly MarginUnit[],
  view: MarginView,
): { status: Status; units: readonly Margin[] } {
  const margins = units.map((unit) => evaluateMargin(system, unit, view))
  return { status: worstStatus(margins.map(({ status }) => status)), units: margins }
}
