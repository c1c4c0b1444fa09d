import type { AccountCase } from '../AccountCase.ts'
import { withdrawable } from '../engine/withdrawable.ts'
import type { JudgedBook } from '../judgeBook.ts'
import type { Bounds } from '../MarginStatus.ts'
import type { Withdrawable } from './AccountAnswers.ts'

/**
 * What may leave, per holding: new risk is granted on the low bound, so the initial slack may fall by no more than what
 * low leaves of it. Holdings of one asset on one chain are one line of the book.
 */
export function withdrawableOf(
  { counted, unit, slackInitialE18 }: JudgedBook,
  { low }: Pick<Bounds, 'low'>,
  { market, system }: Pick<AccountCase, 'market' | 'system'>,
): readonly Withdrawable[] {
  // Below 0 nothing may leave, and then no slack that a withdrawal leaves is enough.
  const keep = slackInitialE18 - low.slackInitialE18
  return counted.balances.flatMap((line, index) => {
    const balance = unit.balances[index]
    if (line.kind !== 'holding' || line.amount === 0n || balance === undefined) return []
    const { assetId, chainId, decimals } = line
    const amount = withdrawable(system, unit, market.views[0], { balance, keep })
    return [{ assetId, chainId, decimals, amount }]
  })
}
