import type { AssetTotal, CollateralLine } from '../../../src/api/views/Views.ts'
import { InvariantBroken } from '../Failure.ts'

/** Unified collateral is holdings + inFlight − lagOffset − unbacked of its lines, asset by asset (I1). Throws `InvariantBroken`. */
export function checkTotals(lines: readonly CollateralLine[], totals: readonly AssetTotal[]): void {
  for (const { assetId, amount } of totals) {
    let sum = 0n
    for (const line of lines) {
      if (line.assetId !== assetId || line.kind === 'liability') continue
      sum += line.kind === 'holding' || line.kind === 'inFlight' ? line.amount : -line.amount
    }
    if (sum !== amount)
      throw new InvariantBroken('oracle', `lines of ${assetId} sum to ${sum}, not to ${amount}`)
  }
}
