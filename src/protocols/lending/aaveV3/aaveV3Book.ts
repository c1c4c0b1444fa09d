import { encodeFunctionData, parseAbi } from 'viem'
import type { AaveV3Pool } from '../../../config/AaveV3Pool.ts'
import type { BookOfRecord } from '../../../facts/Decoder.ts'
import { readWord } from '../../books/readWord.ts'

const abi = parseAbi(['function scaledBalanceOf(address user) view returns (uint256 scaled)'])

/** The pool's tokens keep its book: aTokens what is supplied, debt tokens what is owed, both as the scaled amounts that are booked. */
export function aaveV3Book(venue: string, { reserves }: AaveV3Pool): BookOfRecord {
  const sides = new Map(
    reserves.flatMap(({ aToken, variableDebtToken }) => [
      [aToken, 'holding'],
      [variableDebtToken, 'liability'],
    ]),
  )
  return {
    venue,
    ask({ kind, contract: to, account }) {
      if (account === undefined || sides.get(to) !== kind) return undefined
      const data = encodeFunctionData({ abi, functionName: 'scaledBalanceOf', args: [account] })
      return { to, data, read: (answer) => readWord(answer, 0) }
    },
  }
}
