import { ConfigError } from '../../errors/ConfigError.ts'
import type { AssetConfig, RiskConfig } from '../Project.ts'
import type { ConfigValues } from '../schema.ts'
import { findNamed } from './findNamed.ts'
import { parseFollow } from './parseFollow.ts'
import { toFieldPath } from './toFieldPath.ts'

type RiskValues = NonNullable<ConfigValues['venues'][number]['risk']>

/** Resolves the assets of a venue's risk parameters and their order. Throws `ConfigError`. */
export function parseRisk(
  risk: RiskValues,
  assets: ReadonlyMap<string, AssetConfig>,
  path: readonly (string | number)[],
): RiskConfig {
  const collateral = new Map<string, { initialBps: bigint; maintenanceBps: bigint }>()
  for (const [id, weights] of Object.entries(risk.collateral)) {
    const here = [...path, 'collateral', id]
    findNamed(assets, id, { field: toFieldPath(here), section: 'assets' })
    if (weights === undefined) continue
    // A weight that falls on the way to maintenance would liquidate an account that may still open positions.
    if (weights.initialBps > weights.maintenanceBps) {
      throw new ConfigError({
        field: toFieldPath([...here, 'initialBps']),
        problem: `is ${weights.initialBps}, more than maintenanceBps ${weights.maintenanceBps}`,
        cure: 'Write the smaller weight as initialBps.',
      })
    }
    collateral.set(id, weights)
  }
  const markets = new Map(Object.entries(risk.markets))
  for (const [id, market] of markets) {
    const here = [...path, 'markets', id]
    const field = toFieldPath([...here, 'asset'])
    findNamed(assets, market.asset, { field, section: 'assets' })
    if (market.initialBps < market.maintenanceBps) {
      throw new ConfigError({
        field: toFieldPath([...here, 'initialBps']),
        problem: `is ${market.initialBps}, less than maintenanceBps ${market.maintenanceBps}`,
        cure: 'Write the larger requirement as initialBps.',
      })
    }
  }
  const { boundary, warningBps } = risk
  const parsed: RiskConfig = { boundary, warningBps, collateral, markets }
  if (risk.follow === undefined) return parsed
  const known = { risk: parsed, assets }
  return { ...parsed, follow: parseFollow(risk.follow, known, [...path, 'follow']) }
}
