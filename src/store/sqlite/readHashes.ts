import { assert } from '../../errors/assert.ts'

const HASH_BYTES = 32

/** Reads hashes of 64 hex digits each that stand one after the other. */
export function readHashes(digits: string): (index: number) => Buffer {
  const bytes = Buffer.from(digits, 'hex')
  // Buffer stops silently at the first character that is no hex digit.
  assert(bytes.length * 2 === digits.length, 'a hash is hex')
  return (index) => bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES)
}
