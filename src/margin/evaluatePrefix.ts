import { assert } from '../errors/assert.ts'
import type { UnitId } from '../facts/primitives.ts'
import type { AccountCase, Prefix } from './AccountCase.ts'
import { judgeBook } from './judgeBook.ts'
import type { UnitBook } from './MarginInput.ts'
import type { Slacks, Status } from './MarginStatus.ts'

/** One unit at one prefix, evaluated at both ends of its bounds. */
export interface UnitEnds {
  low: UnitEnd
  high: UnitEnd
}

interface UnitEnd extends Slacks {
  status: Status
}

/** The account at one prefix of its unfinalized transactions. */
export interface AccountAtPrefix {
  books: ReadonlyMap<UnitId, UnitBook>
  units: ReadonlyMap<UnitId, UnitEnds>
}

/** Evaluates every unit of the account at one prefix. */
export function evaluatePrefix(
  account: Pick<AccountCase, 'bookAt' | 'market' | 'system'>,
  prefix: Prefix,
): AccountAtPrefix {
  const { market, system } = account
  const books = account.bookAt(prefix)
  const byUnit = new Map(books.map((book) => [book.unit, book]))
  assert(byUnit.size === books.length, 'An account has one book per unit; two of one were given.')
  const units = new Map(
    books.map((book) => [
      book.unit,
      {
        low: judgeBook({ book, market, system, end: 'low' }),
        high: judgeBook({ book, market, system, end: 'high' }),
      },
    ]),
  )
  return { books: byUnit, units }
}
