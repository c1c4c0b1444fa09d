import type { AccountBook } from '../../ledger/AccountBook.ts'
import { type AaveV3Choices, aaveV3Choices } from '../../margin/lending/aaveV3Choices.ts'
import type { AaveV3Market } from '../../margin/lending/aaveV3Market.ts'
import type { BalanceLine, UnitBook } from '../../margin/MarginInput.ts'
import type { CollateralLine } from './Views.ts'

/** An account's one book in a lending pool: what it did not give as collateral is not pledged, its mode names the rules. */
export function toLendingBook(
  lines: readonly CollateralLine[],
  book: AccountBook,
  lending: AaveV3Market,
): UnitBook {
  const choices = aaveV3Choices(lending.pool, book.values())
  return {
    unit: 'cross',
    balances: lines.flatMap((line) => toBalanceLine(line, lending, choices)),
    positions: [],
    isLiquidating: false,
    system: lending.systemOf(choices.category),
  }
}

/** Value on its way to a pool belongs to whoever sends it on, until the pool books it. */
function toBalanceLine(
  line: CollateralLine,
  { tokens }: AaveV3Market,
  { isUsedAsCollateral }: AaveV3Choices,
): readonly BalanceLine[] {
  const { kind, assetId, decimals, amount, chainId, contract } = line
  if (kind !== 'holding' && kind !== 'liability') return []
  const token = contract === undefined ? undefined : tokens.get(contract)
  const isPledged = token !== undefined && isUsedAsCollateral(token.reserve.token)
  const base = { kind, assetId, decimals, amount, chainId }
  return [kind === 'holding' ? { ...base, isPledged } : base]
}
