import { bisect } from './bisect.ts'
import { collateral } from './collateral.ts'
import type { DefinedMarginSystem } from './defineMarginSystem.ts'
import { evaluateMargin } from './evaluateMargin.ts'
import type { MarginUnit, MarginView } from './MarginUnit.ts'

/** No token has more units than fit into a word of the EVM. */
const QUANTITY_MAX = 2n ** 256n - 1n

/**
 * The least quantity of an asset that, added as collateral, meets the initial requirement: 0 when it is met already,
 * undefined when no quantity of this asset does it, or while something is unknown.
 */
export function topUp(
  system: DefinedMarginSystem,
  unit: MarginUnit,
  view: MarginView,
  asset: string,
): bigint | undefined {
  const isShort = (quantity: bigint) => {
    const balances = [...unit.balances, collateral(asset, quantity)]
    const { unknowns, initial } = evaluateMargin(system, { ...unit, balances }, view)
    return unknowns.length > 0 || !initial.isMet
  }
  if (!isShort(0n)) return 0n
  for (let quantity = 1n; quantity <= QUANTITY_MAX; quantity *= 2n) {
    if (!isShort(quantity)) return bisect(isShort, quantity / 2n, quantity) + 1n
  }
  return undefined
}
