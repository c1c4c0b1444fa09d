import { size, sliceHex } from 'viem'
import type { Hex } from '../../../facts/primitives.ts'

/** Reads length-prefixed fields one after another; what is beyond the end is undefined, and so is all after it. */
export class ByteCursor {
  #at = 0
  readonly #bytes: Hex

  constructor(bytes: Hex) {
    this.#bytes = bytes
  }

  /** The next `length` bytes. */
  take(length: number): Hex | undefined {
    const from = this.#at
    this.#at += length
    if (this.#at > size(this.#bytes)) return undefined
    return length === 0 ? '0x' : sliceHex(this.#bytes, from, this.#at)
  }

  /** The next field, whose length stands before it in `lengthBytes`. */
  takePrefixed(lengthBytes: 1 | 2): Hex | undefined {
    const length = this.take(lengthBytes)
    return length === undefined ? undefined : this.take(Number(length))
  }

  isAtEnd(): boolean {
    return this.#at === size(this.#bytes)
  }
}
