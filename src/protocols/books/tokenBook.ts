import { encodeFunctionData, erc20Abi } from 'viem'
import type { BookOfRecord } from '../../facts/Decoder.ts'
import type { Address, Hex } from '../../facts/primitives.ts'
import { readWord } from './readWord.ts'

/**
 * The book of a token that counts its holders: `balanceOf` says what the ledger holds of `token` at `contract`. What `except`
 * holds the ledger counts as nobody's.
 */
export function tokenBook(parameters: {
  venue: string
  contract: Address
  token: Address
  except?: readonly Address[]
}): BookOfRecord {
  const { venue, contract, token, except = [] } = parameters
  return {
    venue,
    ask({ kind, contract: book, subject, account }) {
      if (kind !== 'holding' || book !== contract || subject !== token) return undefined
      if (account === undefined || except.includes(account)) return undefined
      const data = encodeFunctionData({ abi: erc20Abi, functionName: 'balanceOf', args: [account] })
      return { to: token, data, read: (answer: Hex) => readWord(answer, 0) }
    },
  }
}
