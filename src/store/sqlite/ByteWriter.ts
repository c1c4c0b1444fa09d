import { assert } from '../../errors/assert.ts'
import type { Hex } from '../../facts/primitives.ts'
import { hexToBytes } from './hexBytes.ts'

/** Most payloads are below this, so that one allocation is enough for them. */
const INITIAL_BYTES = 96

/** Magnitudes take 7 bits of the header byte; uint256 needs 32. */
const INTEGER_BYTES_MAX = 127

/** Writes the compact payloads of facts and series; `ByteReader` reads them back. */
export class ByteWriter {
  #buffer = Buffer.allocUnsafe(INITIAL_BYTES)
  #length = 0

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

  /** Signed integer of any size up to 127 bytes: header byte `2 * length + sign`, then the magnitude. */
  integer(value: bigint): void {
    if (value === 0n) {
      this.byte(0)
      return
    }
    const sign = value < 0n ? 1 : 0
    const digits = (sign === 1 ? -value : value).toString(16)
    const length = (digits.length + 1) >> 1
    assert(length <= INTEGER_BYTES_MAX, 'an integer has more than 127 bytes')
    this.byte(length * 2 + sign)
    this.#reserve(length)
    this.#buffer.write(digits.length % 2 === 0 ? digits : `0${digits}`, this.#length, 'hex')
    this.#length += length
  }

  /** Length and bytes of a hex string. */
  hex(value: Hex): void {
    this.#blob(hexToBytes(value))
  }

  /** Length and UTF-8 bytes of a text. */
  text(value: string): void {
    this.#blob(Buffer.from(value))
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  #blob(bytes: Buffer): void {
    this.natural(bytes.length)
    this.#reserve(bytes.length)
    bytes.copy(this.#buffer, this.#length)
    this.#length += bytes.length
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + count))
    this.#buffer.copy(larger, 0, 0, this.#length)
    this.#buffer = larger
  }
}
