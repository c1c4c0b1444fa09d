import { decodeAbiParameters, encodeFunctionData, hexToString, parseAbi } from 'viem'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { MetadataCheck } from './MetadataCheck.ts'

/** One word behind `0x`. */
const wordDigits = 2 + 64

/** Longest answer that is read: a symbol of this size is none. */
const symbolDigitsMax = 1_024

/**
 * What a token calls itself, for whoever copied the wrong address. Old tokens answer `bytes32` where new ones answer a string
 * (rpc-faults F092); one that answers neither says nothing, and nothing rests on it.
 */
export function symbolCheck(subject: string, to: Address): MetadataCheck {
  return {
    subject,
    to,
    data: encodeFunctionData({ abi: parseAbi(['function symbol() view returns (string)']) }),
    judge(answer) {
      const symbol = decodeSymbol(answer)
      return symbol === undefined
        ? undefined
        : { status: 'pass', text: `${to} calls itself ${symbol}.` }
    },
  }
}

function decodeSymbol(answer: Hex | undefined): string | undefined {
  if (answer === undefined || answer.length > symbolDigitsMax) return undefined
  const text = answer.length === wordDigits ? decodeBytes32(answer) : decodeString(answer)
  // Whatever a token answers is printed on a terminal: letters, digits and a few signs.
  return text !== undefined && /^[\w.$₮-]{1,32}$/u.test(text) ? text : undefined
}

function decodeBytes32(answer: Hex): string {
  return hexToString(answer, { size: 32 })
}

function decodeString(answer: Hex): string | undefined {
  // Offset, length, and the padded text: anything else is no string.
  if (answer.length < 2 + 3 * 64 || (answer.length - 2) % 64 !== 0) return undefined
  const [offset, length] = [
    BigInt(`0x${answer.slice(2, 66)}`),
    BigInt(`0x${answer.slice(66, 130)}`),
  ]
  if (offset !== 32n || length > BigInt((answer.length - 130) / 2)) return undefined
  return decodeAbiParameters([{ type: 'string' }], answer)[0]
}
