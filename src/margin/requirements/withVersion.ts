import type { RiskConfig } from '../../config/Project.ts'
import type { ParameterVersion } from './ParameterVersion.ts'

/** The venue's rules with the parameters of a version in the place of the configured ones. */
export function withVersion(risk: RiskConfig, version: ParameterVersion): RiskConfig {
  return {
    ...risk,
    collateral: new Map(
      [...risk.collateral].map(([id, configured]) => {
        const { initialBps, maintenanceBps } = version.collateral.get(id) ?? configured
        return [id, { initialBps, maintenanceBps }]
      }),
    ),
    markets: new Map(
      [...risk.markets].map(([id, market]) => {
        const { initialBps, maintenanceBps } = version.markets.get(id) ?? market
        return [id, { ...market, initialBps, maintenanceBps }]
      }),
    ),
  }
}
