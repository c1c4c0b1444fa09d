import { hexToBytes, keccak256 } from 'viem'
import type { Hex } from '../../facts/primitives.ts'
import type { LogMatcher } from './createLogMatcher.ts'

/** Whether a block's bloom rules out every watched log. */
export type BloomTest = (logsBloom: Hex) => boolean

/** Positions of the nibble and the bit inside it, three per value. */
type Bits = readonly { nibble: number; mask: number }[]

/**
 * Creates a test that is true when `logsBloom` (256 bytes) holds none of the watched addresses or none of the watched
 * events, so that the block cannot hold a wanted log. Bit positions: yellow paper, section 4.3.1.
 */
export function createBloomTest(matcher: Pick<LogMatcher, 'addresses' | 'events'>): BloomTest {
  const addresses = matcher.addresses.map(toBits)
  const events = matcher.events.map(toBits)
  return (logsBloom) =>
    !addresses.some((bits) => holds(logsBloom, bits)) ||
    !events.some((bits) => holds(logsBloom, bits))
}

function toBits(value: Hex): Bits {
  const hash = hexToBytes(keccak256(value))
  return [0, 2, 4].map((i) => {
    const bit = (((hash[i] ?? 0) << 8) | (hash[i + 1] ?? 0)) & 2047
    // Bit 0 is the lowest bit of the last byte; a nibble holds four.
    return { nibble: 2 + 511 - (bit >> 2), mask: 1 << (bit & 3) }
  })
}

function holds(logsBloom: Hex, bits: Bits): boolean {
  return bits.every(({ nibble, mask }) => {
    const code = logsBloom.charCodeAt(nibble)
    return ((code >= 97 ? code - 87 : code - 48) & mask) !== 0
  })
}
