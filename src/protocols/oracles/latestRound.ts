import { decodeFunctionResult, encodeFunctionData, parseAbi } from 'viem'
import type { ReadAnswer } from '../../facts/Decoder.ts'
import type { Hex } from '../../facts/primitives.ts'

const abi = parseAbi([
  'function latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)',
])

/** Calldata of `latestRoundData()`. */
export const latestRoundCall: Hex = encodeFunctionData({ abi })

/** Five words behind `0x`. */
const answerDigits = 2 + 5 * 64

/** What a proxy or feed answers to `latestRoundData()`; undefined for anything that is no such answer. */
export function decodeLatestRound({ data }: ReadAnswer) {
  if (data === undefined || data.length !== answerDigits) return undefined
  const [roundId, answer, startedAt, updatedAt] = decodeFunctionResult({ abi, data })
  return { roundId, answer, startedAt, updatedAt }
}
