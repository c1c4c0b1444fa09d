import { assert } from '../../errors/assert.ts'
import type { Hex } from '../../facts/primitives.ts'

/** Most payloads are below this, so that one allocation is enough for them. */
const INITIAL_BYTES = 96

/** Magnitudes take 7 bits of the header byte; uint256 needs 32. */
const INTEGER_BYTES_MAX = 127

/** Scratch for one magnitude: its 64-bit words, and the same bytes as 32-bit halves, low word first. */
const words64 = new BigUint64Array(16)
const halves32 = new Uint32Array(words64.buffer)

const WORD_BITS = 64n

/** Writes the compact payloads of facts and series; `ByteReader` reads them back. */
export class ByteWriter {
  #buffer: Buffer<ArrayBuffer>
  #length = 0

  constructor(initialBytes: number = INITIAL_BYTES) {
    // Memory of its own: a slice of Node's shared pool could not be handed to another thread.
    this.#buffer = Buffer.allocUnsafeSlow(initialBytes)
  }

  get length(): number {
    return this.#length
  }

  /** One byte, 0 to 255. */
  byte(value: number): void {
    this.#reserve(1)
    this.#buffer[this.#length] = value
    this.#length += 1
  }

  /** Small non-negative number, 7 bits per byte, low bits first. */
  natural(value: number): void {
    assert(Number.isSafeInteger(value) && value >= 0, `${value} is not a natural number`)
    let rest = value
    while (rest >= 0x80) {
      this.byte((rest % 0x80) + 0x80)
      rest = Math.floor(rest / 0x80)
    }
    this.byte(rest)
  }

  /** Stored number of an address. */
  addressNumber(value: number): void {
    this.natural(value)
  }

  /** Stored number of a text. */
  textNumber(value: number): void {
    this.natural(value)
  }

  /** Signed integer of any size up to 127 bytes: header byte `2 * length + sign`, then the magnitude. */
  integer(value: bigint): void {
    if (value === 0n) {
      this.byte(0)
      return
    }
    const isNegative = value < 0n
    let rest = isNegative ? -value : value
    let halves = 0
    while (rest !== 0n) {
      assert(halves < halves32.length, 'an integer has more than 127 bytes')
      // The array takes the low 64 bits by itself.
      words64[halves >> 1] = rest
      rest >>= WORD_BITS
      halves += 2
    }
    if (halves32[halves - 1] === 0) halves -= 1
    const top = halves32[halves - 1] ?? 0
    const topBytes = 4 - (Math.clz32(top) >> 3)
    const length = (halves - 1) * 4 + topBytes
    assert(length <= INTEGER_BYTES_MAX, 'an integer has more than 127 bytes')
    this.#reserve(length + 1)
    this.#buffer[this.#length] = length * 2 + (isNegative ? 1 : 0)
    let at = this.#length + length
    this.#length = at + 1
    for (let half = 0; half < halves; half += 1) {
      const bits = halves32[half] ?? 0
      const count = half === halves - 1 ? topBytes : 4
      for (let shift = 0; shift < count; shift += 1) {
        this.#buffer[at] = bits >>> (shift * 8)
        at -= 1
      }
    }
  }

  /** Length and bytes of a hex string. */
  hex(value: Hex): void {
    const digits = value.length - 2
    this.natural(digits >> 1)
    this.rawHex(value)
  }

  /** Bytes of a hex string without their length. */
  rawHex(value: Hex): void {
    const digits = value.length - 2
    this.#reserve(digits >> 1)
    const written = this.#buffer.write(value.slice(2), this.#length, 'hex')
    // Buffer stops silently at the first character that is no hex digit.
    assert(written * 2 === digits, `${value} is not hex of even length`)
    this.#length += written
  }

  /** Length and UTF-8 bytes of a text. */
  text(value: string): void {
    const bytes = Buffer.from(value)
    this.natural(bytes.length)
    this.#reserve(bytes.length)
    bytes.copy(this.#buffer, this.#length)
    this.#length += bytes.length
  }

  /** Bytes [start, end) of `source`. */
  copy(source: Buffer, start: number, end: number): void {
    this.#reserve(end - start)
    // A loop is faster than a call into C++ for the dozen bytes of a fact.
    for (let i = start; i < end; i += 1) {
      this.#buffer[this.#length] = source[i] ?? 0
      this.#length += 1
    }
  }

  bytes(): Buffer<ArrayBuffer> {
    return this.#buffer.subarray(0, this.#length)
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#buffer.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, this.#length + count))
    this.#buffer.copy(larger, 0, 0, this.#length)
    this.#buffer = larger
  }
}
