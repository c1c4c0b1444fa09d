import { assert } from '../../errors/assert.ts'

const INITIAL_BYTES = 4_096

/** A growing column of bytes. */
export class ByteColumn {
  #buffer = Buffer.allocUnsafe(INITIAL_BYTES)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Non-negative safe integer, 7 bits per byte, low bits first. */
  natural(value: number): void {
    this.#reserve(8)
    let rest = value
    while (rest >= 0x80) {
      this.#buffer[this.#length] = (rest % 0x80) + 0x80
      this.#length += 1
      rest = Math.floor(rest / 0x80)
    }
    this.#buffer[this.#length] = rest
    this.#length += 1
  }

  /** Any safe integer: small ones of either sign stay small. */
  signed(value: number): void {
    this.natural(value < 0 ? -2 * value - 1 : 2 * value)
  }

  /** Bytes of the hex digits [start, end) of a text. */
  hex(text: string, start: number, end: number): void {
    this.#reserve((end - start) >> 1)
    const digits = start === 0 && end === text.length ? text : text.slice(start, end)
    const written = this.#buffer.write(digits, this.#length, 'hex')
    // Buffer stops silently at the first character that is no hex digit.
    assert(written * 2 === end - start, 'a raw log holds something that is no hex of whole bytes')
    this.#length += written
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + count))
    this.#buffer.copy(larger, 0, 0, this.#length)
    this.#buffer = larger
  }
}

/** Reads a column back in the order of writing. */
export class ByteColumnReader {
  readonly #bytes: Buffer
  #offset = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  natural(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const next = this.#bytes[this.#offset]
      assert(next !== undefined, 'a column of raw logs ends too early')
      this.#offset += 1
      value += (next & 0x7f) * scale
      if (next < 0x80) return value
      scale *= 0x80
    }
  }

  signed(): number {
    const value = this.natural()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /** Hex digits of the next bytes, without prefix. */
  hex(byteCount: number): string {
    return this.#take(byteCount).toString('hex')
  }

  /** A column of its own, written after its length. */
  column(): ByteColumnReader {
    return new ByteColumnReader(this.#take(this.natural()))
  }

  #take(count: number): Buffer {
    const end = this.#offset + count
    assert(end <= this.#bytes.length, 'a column of raw logs ends too early')
    const part = this.#bytes.subarray(this.#offset, end)
    this.#offset = end
    return part
  }
}
