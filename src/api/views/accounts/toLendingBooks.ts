import type { UnitId } from '../../../facts/primitives.ts'
import type { LendingAccount } from '../../../margin/lending/LendingMarket.ts'
import type { BalanceLine, UnitBook } from '../../../margin/MarginInput.ts'
import type { CollateralLine } from '../Views.ts'

/**
 * An account's books in a protocol that is a venue by itself. In a lending pool it is one: what it did not give as collateral
 * is not pledged, and it may choose its rules. An exchange may keep several apart.
 */
export function toLendingBooks(
  lines: readonly CollateralLine[],
  account: LendingAccount,
): readonly UnitBook[] {
  const { system, units } = account
  if (units === undefined) {
    const balances = lines.flatMap((line) => toBalanceLine(line, account))
    return [{ unit: 'cross', balances, positions: [], isLiquidating: false, system }]
  }
  const names = new Set<UnitId>([...units.keys(), ...lines.map(({ unit }) => unit)])
  return [...names].map((unit) => ({
    ...{ positions: [], isLiquidating: false, system },
    ...units.get(unit),
    unit,
    balances: lines
      .filter((line) => line.unit === unit)
      .flatMap((line) => toBalanceLine(line, account)),
  }))
}

/** Value on its way to a pool belongs to whoever sends it on, until the pool books it. */
function toBalanceLine(
  line: CollateralLine,
  { isPledged }: LendingAccount,
): readonly BalanceLine[] {
  const { kind, assetId, decimals, amount, chainId, unit } = line
  if (kind !== 'holding' && kind !== 'liability') return []
  const base = { kind, assetId, decimals, amount, chainId }
  return [kind === 'holding' ? { ...base, isPledged: isPledged(assetId, unit) } : base]
}
