import { hexToBytes } from 'viem'
import type { Address, Hex } from '../../facts/primitives.ts'
import { keccak256 } from '../../utils/keccak256.ts'

/** What of a log a bloom holds. */
export interface BloomedLog {
  address: Address
  topics: readonly Hex[]
}

/** The 256-byte bloom of `logs`. Yellow paper, section 4.3.1. */
export function toLogsBloom(logs: readonly BloomedLog[]): Hex {
  const bloom = new Uint8Array(256)
  for (const { address, topics } of logs) {
    addTo(bloom, address)
    for (const topic of topics) addTo(bloom, topic)
  }
  return `0x${Buffer.from(bloom).toString('hex')}`
}

function addTo(bloom: Uint8Array, value: Hex): void {
  const hash = hexToBytes(keccak256(value))
  for (const i of [0, 2, 4]) {
    const bit = (((hash[i] ?? 0) << 8) | (hash[i + 1] ?? 0)) & 2047
    const byte = 255 - (bit >> 3)
    bloom[byte] = (bloom[byte] ?? 0) | (1 << (bit & 7))
  }
}
