import { encodeFunctionData, hexToBigInt, parseAbi } from 'viem'
import type { SynthetixV3Perps } from '../../../config/SynthetixV3Perps.ts'
import type { BookOfRecord, BookQuestion } from '../../../facts/Decoder.ts'
import type { Hex } from '../../../facts/primitives.ts'
import type { SeriesKey } from '../../../facts/Series.ts'
import { readWord } from '../../books/readWord.ts'

const abi = parseAbi([
  'function getCollateralAmount(uint128 accountId, uint128 collateralId) view returns (uint256 amount)',
  'function debt(uint128 accountId) view returns (uint256 amount)',
  'function getOpenPositionSize(uint128 accountId, uint128 marketId) view returns (int128 size)',
])

/** The exchange keeps its book: an account's collaterals, its debt, and the sizes of its positions, as they are booked. */
export function synthetixV3Book(venue: string, perps: SynthetixV3Perps): BookOfRecord {
  const { pool: to } = perps
  return {
    venue,
    ask(key) {
      const { contract, account } = key
      if (contract !== to || account === undefined) return undefined
      return askOf(perps, hexToBigInt(account), key)
    },
  }
}

function askOf(
  { pool: to, usd, collaterals }: SynthetixV3Perps,
  account: bigint,
  { kind, subject }: SeriesKey,
): BookQuestion | undefined {
  switch (kind) {
    case 'holding': {
      const id = [usd, ...collaterals].find(({ token }) => token === subject)?.id
      if (id === undefined) return undefined
      const args = [account, id] as const
      const data = encodeFunctionData({ abi, functionName: 'getCollateralAmount', args })
      return { to, data, read: (answer) => readWord(answer, 0) }
    }
    case 'liability': {
      if (subject !== usd.token) return undefined
      const data = encodeFunctionData({ abi, functionName: 'debt', args: [account] })
      return { to, data, read: (answer) => readWord(answer, 0) }
    }
    case 'position': {
      const args = [account, BigInt(subject)] as const
      const data = encodeFunctionData({ abi, functionName: 'getOpenPositionSize', args })
      return { to, data, read: readSigned }
    }
    default:
      return undefined
  }
}

function readSigned(answer: Hex): bigint | undefined {
  const word = readWord(answer, 0)
  return word === undefined ? undefined : BigInt.asIntN(256, word)
}
