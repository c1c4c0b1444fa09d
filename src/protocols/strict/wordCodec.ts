import type { AbiParameter } from 'viem'
import type { Hex } from '../../facts/primitives.ts'
import { fromWord } from '../toWord.ts'

/** What one ABI word may hold after decoding; integers up to 48 bits are numbers, as in viem. */
type WordValue = bigint | boolean | number | Hex

/** Reads one word, given as 64 hex digits with prefix; undefined when re-encoding would give other digits. */
export type WordCodec = (word: Hex) => WordValue | undefined

/** Length of `0x`. */
const PREFIX = 2

/** Widest integer that viem decodes to a number. */
const numberBitsMax = 48

/** The codec of a static one-word type, or undefined for every other type. */
export function createWordCodec(type: AbiParameter['type']): WordCodec | undefined {
  if (type === 'address') return fromWord
  if (type === 'bool') return toBoolean
  if (type === 'bytes32') return (word) => word
  const integer = /^(u?)int(\d+)$/.exec(type)
  if (integer) {
    const bits = Number(integer[2])
    return integer[1] === 'u' ? createUnsigned(bits) : createSigned(bits)
  }
  const bytes = /^bytes(\d+)$/.exec(type)
  return bytes ? createFixedBytes(Number(bytes[1])) : undefined
}

const falseWord = `0x${'0'.repeat(64)}`
const trueWord = `0x${'0'.repeat(63)}1`

function toBoolean(word: Hex): boolean | undefined {
  if (word === trueWord) return true
  return word === falseWord ? false : undefined
}

function createUnsigned(bits: number): WordCodec {
  const padding = '0'.repeat(64 - bits / 4)
  if (bits <= numberBitsMax)
    return (word) =>
      word.startsWith(padding, PREFIX)
        ? Number.parseInt(word.slice(PREFIX + padding.length), 16)
        : undefined
  return (word) => (word.startsWith(padding, PREFIX) ? BigInt(word) : undefined)
}

function createSigned(bits: number): WordCodec {
  return (word) => {
    const raw = BigInt(word)
    const value = BigInt.asIntN(bits, raw)
    // The upper bits of a signed word repeat its sign; anything else is dirt.
    if (BigInt.asUintN(256, value) !== raw) return undefined
    return bits <= numberBitsMax ? Number(value) : value
  }
}

function createFixedBytes(size: number): WordCodec {
  const digits = size * 2
  const padding = '0'.repeat(64 - digits)
  return (word) => (word.endsWith(padding) ? `0x${word.slice(PREFIX, PREFIX + digits)}` : undefined)
}
