import { encodeFunctionData } from 'viem'
import type { CompoundV3Pool } from '../../../config/CompoundV3Pool.ts'
import type { BookOfRecord } from '../../../facts/Decoder.ts'
import { readWord } from '../../books/readWord.ts'
import { cometAbi } from './cometCalls.ts'

/**
 * The Comet keeps its book. Asked is collateral, which logs alone say. Base is read from the Comet and not summed: to hold one
 * answer of it against another would only find what moved between two reads.
 */
export function cometBook(venue: string, pool: CompoundV3Pool): BookOfRecord {
  return {
    venue,
    ask({ kind, contract: to, subject, account }) {
      if (kind !== 'holding' || to !== pool.pool || account === undefined) return undefined
      const asset = pool.collaterals.find(({ token }) => token === subject)?.token
      if (asset === undefined) return undefined
      const args = [account, asset] as const
      const data = encodeFunctionData({ abi: cometAbi, functionName: 'userCollateral', args })
      return { to, data, read: (answer) => readWord(answer, 0) }
    },
  }
}
