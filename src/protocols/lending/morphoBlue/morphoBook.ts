import type { MorphoBluePool } from '../../../config/MorphoBluePool.ts'
import type { BookOfRecord } from '../../../facts/Decoder.ts'
import { readWord } from '../../books/readWord.ts'
import { positionCall } from './morphoCalls.ts'

/** Where `position` answers what: supplied shares stand first, and are read and not summed, so that nothing is gained by asking. */
const [borrowShares, collateral] = [1, 2]

/** Morpho keeps the book of the market: one question answers an account's collateral and the shares of its debt. */
export function morphoBook(venue: string, pool: MorphoBluePool): BookOfRecord {
  return {
    venue,
    ask({ kind, contract, subject, account }) {
      if (contract !== pool.pool || account === undefined) return undefined
      const isCollateral = kind === 'holding' && subject === pool.collateral.token
      const isDebt = kind === 'liability' && subject === pool.loan.token
      if (!isCollateral && !isDebt) return undefined
      const word = isCollateral ? collateral : borrowShares
      return { ...positionCall(pool, account), read: (answer) => readWord(answer, word) }
    },
  }
}
