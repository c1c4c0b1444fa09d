import type { SynthetixV3CorePool } from '../../../config/SynthetixV3CorePool.ts'
import type { BookOfRecord } from '../../../facts/Decoder.ts'
import { readWord } from '../../books/readWord.ts'
import { availableCall } from './coreCalls.ts'
import { toCorePosition } from './synthetixV3CoreSubjects.ts'

/**
 * Collateral that is not delegated. Positions are read again by themselves, and until then differ by what a liquidation shared
 * out; with what is owed, which moves with every market, no ledger could agree.
 */
export function coreBook(venue: string, core: SynthetixV3CorePool): BookOfRecord {
  const types = [core.usd, ...core.collaterals]
  return {
    venue,
    ask({ kind, contract, subject, account, unit = '' }) {
      const type = types.find(({ token }) => token === subject)?.token
      if (kind !== 'holding' || contract !== core.pool || account === undefined) return undefined
      if (type === undefined || toCorePosition(unit) !== undefined) return undefined
      const call = availableCall(core, BigInt(account), type)
      return { ...call, read: (answer) => readWord(answer, 0) }
    },
  }
}
