import type { Hex } from '../../facts/primitives.ts'

const offsetWord = `${'0'.repeat(62)}20`

/** Digits of the offset and of the length, one word each. */
const headDigits = 128

/** A length that is a JavaScript number for certain: the upper 26 bytes of its word are zero. */
const lengthPadding = '0'.repeat(52)

/**
 * The value of data that is one parameter of type `bytes`, laid out as a compiler does; undefined for any other layout,
 * about which the general decoder has the last word. Bridges log their whole message this way.
 */
export function readOnlyBytes(data: Hex): Hex | undefined {
  if (!data.startsWith(offsetWord, 2) || !data.startsWith(lengthPadding, 66)) return undefined
  const digits = Number.parseInt(data.slice(66 + lengthPadding.length, 2 + headDigits), 16) * 2
  const start = 2 + headDigits
  const padded = Math.ceil(digits / 64) * 64
  if (data.length !== start + padded) return undefined
  for (let i = start + digits; i < data.length; i += 1) if (data[i] !== '0') return undefined
  return `0x${data.slice(start, start + digits)}`
}
