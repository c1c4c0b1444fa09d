import { hexToBytes } from 'viem'
import type { Hex } from '../../facts/primitives.ts'
import { keccak256 } from '../../utils/keccak256.ts'

/** Places of a value in a bloom: the nibble and the bit inside it, three per value. */
export type BloomBits = readonly { nibble: number; mask: number }[]

/** Where a value sets its bits. Yellow paper, section 4.3.1. */
export function toBloomBits(value: Hex): BloomBits {
  const hash = hexToBytes(keccak256(value))
  return [0, 2, 4].map((i) => {
    const bit = (((hash[i] ?? 0) << 8) | (hash[i + 1] ?? 0)) & 2047
    // Bit 0 is the lowest bit of the last byte; a nibble holds four.
    return { nibble: 2 + 511 - (bit >> 2), mask: 1 << (bit & 3) }
  })
}

/** Whether a bloom (256 bytes, lower case) admits a value. */
export function admits(logsBloom: Hex, bits: BloomBits): boolean {
  return bits.every(({ nibble, mask }) => (nibbleAt(logsBloom, nibble) & mask) !== 0)
}

/** Share of a bloom's bits that are set. */
export function bloomFill(logsBloom: Hex): number {
  let set = 0
  for (let i = 2; i < logsBloom.length; i += 1) set += bitsSet[nibbleAt(logsBloom, i)] ?? 0
  return set / 2048
}

const bitsSet: readonly number[] = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4]

function nibbleAt(hex: Hex, place: number): number {
  const code = hex.charCodeAt(place)
  return code >= 97 ? code - 87 : code - 48
}
