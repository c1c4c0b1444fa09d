import type { Hex } from '../../facts/primitives.ts'

const wordDigits = 64

/** A word of an answer as an unsigned number; undefined where the answer is shorter: nobody answered that. */
export function readWord(data: Hex, index: number): bigint | undefined {
  const start = 2 + index * wordDigits
  const digits = data.slice(start, start + wordDigits)
  return digits.length < wordDigits ? undefined : BigInt(`0x${digits}`)
}
