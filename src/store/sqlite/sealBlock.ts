import { createHash } from 'node:crypto'

/** Half of a SHA-256: a changed block goes unnoticed once in 2^128. */
const SEAL_BYTES = 16

/** What is sealed of a canonical block, whether anything happened in it or not. */
export interface SealedBlock {
  number: number
  timestamp: number
  hash: Buffer
}

/** Digest of a block's place, time and hash, which is added to its chain's sum. */
export function sealBlock({ number, timestamp, hash }: SealedBlock): Buffer {
  const bytes = Buffer.allocUnsafe(16 + hash.length)
  const at = bytes.writeDoubleBE(timestamp, bytes.writeDoubleBE(number, 0))
  bytes.set(hash, at)
  return createHash('sha256').update(bytes).digest().subarray(0, SEAL_BYTES)
}
