import { type BookCase, judgeBook } from './judgeBook.ts'
import type { UnitBook } from './MarginInput.ts'
import type { Status } from './MarginStatus.ts'
import { isWorse } from './worstStatus.ts'

/** A transfer on which a unit's status hangs. */
export interface HangingTransfer {
  transferKey: string
  /** The status if it never arrives; worse than the one served. */
  statusWithout: Status
}

/** The transfers in flight without any one of which the unit's status would be worse, in the order of its lines. */
export function hangingTransfers(
  item: Omit<BookCase, 'end'> & { status: Status },
): readonly HangingTransfer[] {
  const { book, market, system, status } = item
  const keys = new Set(book.balances.flatMap((line) => keyOf(line) ?? []))
  return [...keys].flatMap((transferKey) => {
    const without = withoutTransfer(book, transferKey)
    const { status: statusWithout } = judgeBook({ book: without, market, system, end: 'best' })
    return isWorse(statusWithout, status) ? [{ transferKey, statusWithout }] : []
  })
}

/** The book if the transfer never arrives. */
export function withoutTransfer(book: UnitBook, transferKey: string): UnitBook {
  return { ...book, balances: book.balances.filter((line) => keyOf(line) !== transferKey) }
}

function keyOf(line: UnitBook['balances'][number]): string | undefined {
  return line.kind === 'inFlight' && line.amount > 0n ? line.transferKey : undefined
}
