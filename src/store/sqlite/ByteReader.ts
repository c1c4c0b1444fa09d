import { assert } from '../../errors/assert.ts'
import type { Hex } from '../../facts/primitives.ts'
import { bytesToHex } from './hexBytes.ts'

/** Reads what `ByteWriter` wrote, in the same order. */
export class ByteReader {
  readonly #bytes: Buffer
  #offset = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  byte(): number {
    const value = this.#bytes[this.#offset]
    assert(value !== undefined, 'a stored payload ends too early')
    this.#offset += 1
    return value
  }

  natural(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const next = this.byte()
      value += (next & 0x7f) * scale
      if (next < 0x80) return value
      scale *= 0x80
    }
  }

  integer(): bigint {
    const header = this.byte()
    if (header === 0) return 0n
    const magnitude = BigInt(`0x${this.#take(header >> 1).toString('hex')}`)
    return (header & 1) === 1 ? -magnitude : magnitude
  }

  hex(): Hex {
    return bytesToHex(this.#take(this.natural()))
  }

  text(): string {
    return this.#take(this.natural()).toString()
  }

  isAtEnd(): boolean {
    return this.#offset === this.#bytes.length
  }

  #take(length: number): Buffer {
    const end = this.#offset + length
    assert(end <= this.#bytes.length, 'a stored payload ends too early')
    const part = this.#bytes.subarray(this.#offset, end)
    this.#offset = end
    return part
  }
}
