import { bisect } from './bisect.ts'
import type { DefinedMarginSystem } from './defineMarginSystem.ts'
import { evaluateMargin } from './evaluateMargin.ts'
import type { Balance, MarginUnit, MarginView } from './MarginUnit.ts'

/**
 * How much of one of a unit's balances may leave it so that the initial slack stays at `keep` at least and within its
 * boundary: nothing while it is not there, while the unit is being liquidated or while something is unknown. `balance` is
 * one of the unit's own.
 */
export function withdrawable(
  system: DefinedMarginSystem,
  unit: MarginUnit,
  view: MarginView,
  { balance, keep = 0n }: { balance: Balance; keep?: bigint },
): bigint {
  if (balance.quantity <= 0n || unit.isLiquidating === true) return 0n
  const isTooMuch = (quantity: bigint) => {
    const left = { ...balance, quantity: balance.quantity - quantity }
    const balances = unit.balances.map((each) => (each === balance ? left : each))
    const { unknowns, initial } = evaluateMargin(system, { ...unit, balances }, view)
    return unknowns.length > 0 || !initial.isMet || initial.slack < keep
  }
  if (isTooMuch(0n)) return 0n
  return isTooMuch(balance.quantity)
    ? bisect(isTooMuch, balance.quantity, 0n) - 1n
    : balance.quantity
}
