import type { AccountView } from '../../../src/api/views/Views.ts'
import type { TreeBlock } from '../../faults/support/createBlockTree.ts'
import { InvariantBroken } from '../Failure.ts'

/** Shares of one whole unit, by which the vault states its rate. */
const shareUnit = 10n ** 6n

/** Shares are valued at a rate that their vault had at the cut's block or before it, never after. Throws `InvariantBroken`. */
export function checkRates(served: readonly AccountView[], tip: TreeBlock): void {
  const rates = new Set<bigint>()
  for (let block: TreeBlock | undefined = tip; block !== undefined; block = block.parent)
    rates.add(block.rate)
  for (const { owner, lines } of served)
    for (const { shares, amount } of lines) {
      if (shares === undefined || amount === 0n) continue
      if ([...rates].some((rate) => (shares * rate) / shareUnit === amount)) continue
      throw new InvariantBroken(
        'price',
        `${owner} has ${shares} shares for ${amount}, which no block up to ${tip.number} says`,
      )
    }
}
