import type { RiskConfig } from '../config/Project.ts'
import type { UnitId } from '../facts/primitives.ts'
import { maxOf } from '../utils/maxOf.ts'
import { type Fraction, fromBps, multiply, one, zero } from './Fraction.ts'
import { inFlightRetention } from './inFlightRetention.ts'
import type { BalanceLine, InFlightLine } from './MarginInput.ts'
import type { BoundEnd } from './UnitCase.ts'

/** How much of a line's value counts in each of the three figures. */
export interface LineWeights {
  equity: Fraction
  initial: Fraction
  maintenance: Fraction
}

interface AssetWeights {
  initialBps: bigint
  maintenanceBps: bigint
}

const weightless: AssetWeights = { initialBps: 0n, maintenanceBps: 0n }

/**
 * The weights of one line (DESIGN §5). Holdings have their asset's, liabilities count whole, deductions count at the
 * larger weight of the asset in both slacks, without haircut. An asset that the venue gives no weight, and everything
 * in the unit `unassigned`, weighs nothing and stays in equity; a liability is owed whoever it is assigned to.
 */
export function lineWeights(parameters: {
  line: BalanceLine
  unit: UnitId
  risk: RiskConfig
  end: BoundEnd
}): LineWeights {
  const { line, unit, risk, end } = parameters
  const asset =
    unit === 'unassigned' ? weightless : (risk.collateral.get(line.assetId) ?? weightless)
  switch (line.kind) {
    case 'holding':
      return deliveredWeights(asset)
    case 'liability':
      return { equity: one, initial: one, maintenance: one }
    case 'inFlight':
      return inFlightWeights(line, asset, end)
    case 'lagOffset':
    case 'unbacked': {
      const larger = fromBps(maxOf(asset.initialBps, asset.maintenanceBps))
      return { equity: one, initial: larger, maintenance: larger }
    }
  }
}

function deliveredWeights(asset: AssetWeights): LineWeights {
  return {
    equity: one,
    initial: fromBps(asset.initialBps),
    maintenance: fromBps(asset.maintenanceBps),
  }
}

/** Best: whole in equity, decayed in maintenance. Low loses haircut and decay in equity too; high is as if delivered. */
function inFlightWeights(line: InFlightLine, asset: AssetWeights, end: BoundEnd): LineWeights {
  if (end === 'high') return deliveredWeights(asset)
  const retention = inFlightRetention(line)
  return {
    equity: end === 'low' ? retention : one,
    initial: zero,
    maintenance: multiply(fromBps(asset.maintenanceBps), retention),
  }
}
