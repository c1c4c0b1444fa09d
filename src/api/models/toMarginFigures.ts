import type { AccountMargin } from '../../margin/MarginStatus.ts'
import { knownSlacks } from '../resolvers/knownSlacks.ts'

/** The figures of an account in the words of the schema. */
export function toMarginFigures(margin: AccountMargin) {
  const { parameters, status, certainty, reasons, bounds, units } = margin
  const known = knownSlacks(status, bounds.best)
  return {
    parameters,
    status,
    certainty,
    reasons,
    equity: known?.equityE18,
    slackInitial: known?.slackInitialE18,
    slackMaintenance: known?.slackMaintenanceE18,
    bounds,
    units,
  }
}
