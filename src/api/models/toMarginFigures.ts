import type { AccountMargin } from '../../margin/MarginStatus.ts'
import { knownSlacks } from '../resolvers/knownSlacks.ts'

/** The figures of an account in the words of the schema. */
export function toMarginFigures({ status, certainty, reasons, bounds, units }: AccountMargin) {
  const known = knownSlacks(status, bounds.best)
  return {
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
