import { explainContribution } from '../../margin/answers/explainContribution.ts'
import type { ContributionResolvers } from '../generated/resolverTypes.ts'

/** Sizes of positions have 18 decimals, whatever their market. */
const SIZE_DECIMALS = 18

export const Contribution: ContributionResolvers = {
  amount({ kind, subject, amount }, _args, { assets }) {
    const decimals = kind === 'position' ? SIZE_DECIMALS : assets.byId(subject)?.decimals
    return decimals === undefined ? undefined : { raw: amount, decimals }
  },
  value: ({ valueE18 }) => valueE18,
  initial: ({ initialE18 }) => initialE18,
  maintenance: ({ maintenanceE18 }) => maintenanceE18,
  requirementInitial: ({ requirementInitialE18 }) => requirementInitialE18,
  haircutInitial: (line) => explainContribution(line).initialE18,
  haircutMaintenance: (line) => explainContribution(line).maintenanceE18,
  reason: (line) => explainContribution(line).reason,
  requirementMaintenance: ({ requirementMaintenanceE18 }) => requirementMaintenanceE18,
}
