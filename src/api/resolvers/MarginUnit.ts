import type { MarginUnitResolvers } from '../generated/resolverTypes.ts'
import { knownSlacks } from './knownSlacks.ts'

export const MarginUnit: MarginUnitResolvers = {
  equity: (unit) => knownSlacks(unit.status, unit)?.equityE18,
  slackInitial: (unit) => knownSlacks(unit.status, unit)?.slackInitialE18,
  slackMaintenance: (unit) => knownSlacks(unit.status, unit)?.slackMaintenanceE18,
  initialRequirement: ({ initialRequirementE18 }) => initialRequirementE18,
  maintenanceRequirement: ({ maintenanceRequirementE18 }) => maintenanceRequirementE18,
  figures: ({ figures = [] }) =>
    figures.map(({ name, value, decimals }) => ({ name, raw: value, decimals })),
}
