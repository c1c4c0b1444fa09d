import type { RpcCall } from './RpcCall.ts'

/** Decoded size of one answer at most: three times what the widest range we ask for can hold. */
export const answerBytesMax = 32 * 1024 * 1024

const kib = 1024

/**
 * Methods whose answer has a natural size. A header with the hashes of 10,000 transactions is 0.7 MB, code is 24 KiB
 * (EIP-170) in hex, a quantity is a few bytes.
 */
const methodBytesMax: Partial<Record<string, number>> = {
  eth_blockNumber: 64 * kib,
  eth_chainId: 64 * kib,
  eth_syncing: 64 * kib,
  eth_call: 4 * 1024 * kib,
  eth_getCode: 1024 * kib,
  eth_getBlockByNumber: 4 * 1024 * kib,
  eth_getBlockByHash: 4 * 1024 * kib,
}

/** Decoded bytes that the answers to `calls` may have together. */
export function bytesMaxOf(calls: readonly RpcCall[]): number {
  let bytes = 0
  for (const { method, params } of calls) {
    // With the second parameter true the block carries its transactions, which may be any size.
    const isFull = params[1] === true
    bytes += isFull ? answerBytesMax : (methodBytesMax[method] ?? answerBytesMax)
    if (bytes >= answerBytesMax) return answerBytesMax
  }
  return bytes
}
