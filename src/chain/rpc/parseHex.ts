import type { Hex } from '../../facts/primitives.ts'

/**
 * Returns `value` in lower case when it is 0x hex of exactly `bytes` bytes (any whole number of bytes when undefined),
 * else undefined. It reads char codes and allocates nothing for lower-case input: this runs on every topic of a backfill.
 */
export function parseHex(value: unknown, bytes?: number): Hex | undefined {
  if (typeof value !== 'string') return undefined
  const { length } = value
  if (bytes === undefined ? length < 2 || length % 2 !== 0 : length !== 2 + bytes * 2)
    return undefined
  if (value.charCodeAt(0) !== 48 || value.charCodeAt(1) !== 120) return undefined
  let hasUpper = false
  for (let i = 2; i < length; i += 1) {
    const code = value.charCodeAt(i)
    if ((code >= 48 && code <= 57) || (code >= 97 && code <= 102)) continue
    if (code < 65 || code > 70) return undefined
    hasUpper = true
  }
  // CAST: the loop above has read every character as 0x hex.
  return (hasUpper ? value.toLowerCase() : value) as Hex
}

/** Digits of a 64-bit quantity; block numbers and seconds stay below it. */
const quantityLengthMax = 18

/** Returns a JSON-RPC quantity of at most 64 bits, else undefined. */
export function parseQuantity(value: unknown): bigint | undefined {
  if (typeof value !== 'string' || value.length > quantityLengthMax) return undefined
  return /^0x[0-9a-fA-F]+$/.test(value) ? BigInt(value) : undefined
}

/** Latest time that is handed on, seconds: what stores and serves it counts in 53 bits. */
const timestampMax = 2n ** 53n - 1n

/** Returns a block's time in seconds, an absurd one cut to 2^53 − 1 (rpc-faults F057), else undefined. */
export function parseTimestamp(value: unknown): bigint | undefined {
  const timestamp = parseQuantity(value)
  return timestamp !== undefined && timestamp > timestampMax ? timestampMax : timestamp
}

/** Returns a position inside a block as a number of at most 32 bits, else undefined. */
export function parseIndex(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length > 10 || value.length < 3) return undefined
  if (value.charCodeAt(0) !== 48 || value.charCodeAt(1) !== 120) return undefined
  let index = 0
  for (let i = 2; i < value.length; i += 1) {
    const code = value.charCodeAt(i)
    if (code >= 48 && code <= 57) index = index * 16 + code - 48
    else if (code >= 97 && code <= 102) index = index * 16 + code - 87
    else if (code >= 65 && code <= 70) index = index * 16 + code - 55
    else return undefined
  }
  return index
}

/** Spells a quantity as JSON-RPC wants it. */
export function toQuantity(value: bigint): Hex {
  return `0x${value.toString(16)}`
}
