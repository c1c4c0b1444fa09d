import type { ChainId } from '../facts/primitives.ts'
import { isPositive } from './isPositive.ts'
import { type BookCase, judgeBook } from './judgeBook.ts'
import type { BalanceLine } from './MarginInput.ts'
import type { Reason, Status } from './MarginStatus.ts'

/**
 * Why a unit's status rests on chains that are too old to rely on: its positive lines of those chains are taken at 0,
 * and where that gives another status each chain that had such a line is named (DESIGN §5). Empty where it does not
 * matter.
 */
export function staleReasons(
  item: Omit<BookCase, 'end'> & { status: Status; staleChains: ReadonlySet<ChainId> },
): readonly Reason[] {
  const { book, market, system, status, staleChains } = item
  const isDoubtful = (line: BalanceLine) => isPositive(line) && staleChains.has(line.chainId)
  const doubtful = book.balances.filter(isDoubtful)
  if (doubtful.length === 0) return []

  const balances = book.balances.filter((line) => !isDoubtful(line))
  const without = judgeBook({ book: { ...book, balances }, market, system, end: 'best' })
  if (without.status === status) return []
  const chainIds = [...new Set(doubtful.map((line) => line.chainId))].sort((a, b) => a - b)
  return chainIds.map((chainId) => ({
    code: 'CHAIN_STALE',
    text: `Chain ${chainId} is stale and the status of unit ${book.unit} rests on its holdings there.`,
  }))
}
