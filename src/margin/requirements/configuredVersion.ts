import type { RiskConfig } from '../../config/Project.ts'
import { digestRules } from './digestRules.ts'
import type { ParameterVersion, SubjectParameters } from './ParameterVersion.ts'

/** Version 0 of a venue: what its config says. */
export function configuredVersion(risk: RiskConfig): ParameterVersion {
  return {
    id: versionId(risk, 0),
    number: 0,
    measuredAt: undefined,
    effectiveAt: undefined,
    markets: new Map([...risk.markets].map(([id, market]) => [id, fractionsOf(market)])),
    collateral: new Map([...risk.collateral].map(([id, weights]) => [id, fractionsOf(weights)])),
  }
}

/** Spells a version of these rules. */
export function versionId(risk: RiskConfig, number: number): string {
  return `${digestRules(risk)}.${number}`
}

function fractionsOf({ initialBps, maintenanceBps }: SubjectParameters): SubjectParameters {
  return { initialBps, maintenanceBps }
}
