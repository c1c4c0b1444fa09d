import { assert } from '../../errors/assert.ts'
import type { Hex } from '../../facts/primitives.ts'

/** Bytes of a 0x-prefixed hex string of even length. */
export function hexToBytes(hex: Hex): Buffer {
  const bytes = Buffer.from(hex.slice(2), 'hex')
  // Buffer stops silently at the first character that is no hex digit.
  assert(bytes.length * 2 === hex.length - 2, `${hex} is not hex of even length`)
  return bytes
}

export function bytesToHex(bytes: Buffer): Hex {
  return `0x${bytes.toString('hex')}`
}
