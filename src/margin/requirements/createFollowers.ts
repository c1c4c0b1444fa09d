import type { FollowRule } from '../../config/FollowConfig.ts'
import type { FollowingRisk } from '../../config/Project.ts'
import { assert } from '../../errors/assert.ts'
import { BPS } from '../../utils/fixedPoint.ts'
import { mulDiv } from '../engine/mulDiv.ts'
import { createGauge, type Gauge } from './createGauge.ts'
import type { SubjectParameters } from './ParameterVersion.ts'

/** One requirement or haircut that follows the market, and where it stands. */
export interface Follower {
  group: 'markets' | 'collateral'
  id: string
  rule: FollowRule
  gauge: Gauge
  /** The initial requirement, or the initial haircut, of the newest version. */
  bps: bigint
  /** The parameters that an initial requirement, or haircut, makes. */
  toParameters(bps: bigint): SubjectParameters
}

/** All that follows the market in a venue, at what the config says. */
export function createFollowers({ follow, markets, collateral }: FollowingRisk): Follower[] {
  return [
    ...[...follow.markets].map(([id, rule]): Follower => {
      const market = markets.get(id)
      assert(market !== undefined, `Market ${id} follows and is configured.`)
      const { initialBps: bps } = market
      const toParameters = (initialBps: bigint) => toFractions(initialBps, market)
      return { group: 'markets', id, rule, gauge: createGauge(rule), bps, toParameters }
    }),
    ...[...follow.collateral].map(([id, rule]): Follower => {
      const weights = collateral.get(id)
      assert(weights !== undefined, `Collateral ${id} follows and is configured.`)
      const bps = BPS - weights.initialBps
      const toParameters = (haircutBps: bigint) => toWeights(haircutBps, weights)
      return { group: 'collateral', id, rule, gauge: createGauge(rule), bps, toParameters }
    }),
  ]
}

/** Maintenance keeps its configured share of the initial requirement, rounded up. */
function toFractions(initialBps: bigint, configured: SubjectParameters): SubjectParameters {
  const { initialBps: whole, maintenanceBps: part } = configured
  return { initialBps, maintenanceBps: mulDiv(initialBps, part, whole, 'ceil') }
}

/** The same of what the weights lack of one; where the configured one lacks nothing, both lack the same. */
function toWeights(haircutBps: bigint, configured: SubjectParameters): SubjectParameters {
  const whole = BPS - configured.initialBps
  const part = BPS - configured.maintenanceBps
  const maintenance = whole === 0n ? haircutBps : mulDiv(haircutBps, part, whole, 'ceil')
  return { initialBps: BPS - haircutBps, maintenanceBps: BPS - maintenance }
}
