import type { RiskConfig } from '../config/Project.ts'
import type { UnitId } from '../facts/primitives.ts'
import { mulDivFloor } from '../utils/fixedPoint.ts'
import type { Entry } from './Entry.ts'
import { type Fraction, toBps } from './Fraction.ts'
import { lineWeights } from './lineWeights.ts'
import type { BalanceLine } from './MarginInput.ts'
import type { BoundEnd } from './UnitCase.ts'

/**
 * A balance line as an entry: value = signed amount × price, then each figure = value × weight. Both steps round the
 * signed number down, which is: holdings and in-flight value down, liabilities and deductions up in size.
 */
export function balanceEntry(parameters: {
  line: BalanceLine
  unit: UnitId
  risk: RiskConfig
  end: BoundEnd
}): Entry {
  const { line } = parameters
  const weights = lineWeights(parameters)
  const signedAmount = isAddition(line) ? line.amount : -line.amount
  const unitsPerWhole = 10n ** BigInt(line.decimals)
  return {
    line: {
      kind: line.kind,
      subject: line.assetId,
      chainId: line.chainId,
      amount: line.amount,
      initialBps: toBps(weights.initial),
      maintenanceBps: toBps(weights.maintenance),
    },
    assetId: line.assetId,
    figuresAt(priceE18) {
      const valueE18 = mulDivFloor(signedAmount, priceE18, unitsPerWhole)
      return {
        equityE18: weigh(valueE18, weights.equity),
        initialE18: weigh(valueE18, weights.initial),
        maintenanceE18: weigh(valueE18, weights.maintenance),
        requirementInitialE18: 0n,
        requirementMaintenanceE18: 0n,
      }
    },
  }
}

function isAddition(line: BalanceLine): boolean {
  switch (line.kind) {
    case 'holding':
    case 'inFlight':
      return true
    case 'liability':
    case 'lagOffset':
    case 'unbacked':
      return false
  }
}

function weigh(valueE18: bigint, weight: Fraction): bigint {
  return mulDivFloor(valueE18, weight.numerator, weight.denominator)
}
