import type { GmxV2Exchange } from '../../../config/GmxV2Exchange.ts'
import type { BookOfRecord } from '../../../facts/Decoder.ts'
import type { Address, Hash, UnitId } from '../../../facts/primitives.ts'
import { readWord } from '../../books/readWord.ts'
import { gmxV2Keys } from './gmxV2Keys.ts'
import { gmxV2PositionKey } from './gmxV2Subjects.ts'
import { uintCall } from './uintCall.ts'

/** The `DataStore` keeps the book: the collateral of a position under its key, and what an account brought in under its own. */
export function gmxV2Book(venue: string, exchange: GmxV2Exchange): BookOfRecord {
  const tokens = new Map<string, Address>(
    exchange.markets.flatMap(({ long, short }) => [long, short].map(({ token }) => [token, token])),
  )
  return {
    venue,
    ask({ kind, contract, subject, account, unit }) {
      if (kind !== 'holding' || contract !== exchange.pool) return undefined
      if (account === undefined || unit === undefined) return undefined
      const key = keyOf(account, unit, tokens.get(subject))
      if (key === undefined) return undefined
      return { ...uintCall(exchange, key), read: (answer) => readWord(answer, 0) }
    },
  }
}

function keyOf(account: Address, unit: UnitId, token: Address | undefined): Hash | undefined {
  if (unit === 'cross')
    return token === undefined ? undefined : gmxV2Keys.multichainBalance(account, token)
  const position = gmxV2PositionKey(unit)
  return position === undefined ? undefined : gmxV2Keys.collateralAmount(position)
}
