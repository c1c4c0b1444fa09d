import type { KeyRow } from './Dictionary.ts'

/** Columns of a series key. */
const WIDTH = 7

/** Slots that a new table has; it doubles when half of them are taken. */
const SLOTS_FIRST = 1_024

/**
 * Numbers series keys by the numbers of their words, from 1 on. One flat array instead of a string per key: a fold asks for
 * every balance it touches.
 */
export class KeyTable {
  #slots = new Int32Array(SLOTS_FIRST)
  #words = new Float64Array((SLOTS_FIRST / 2) * WIDTH)
  #size = 0

  get size(): number {
    return this.#size
  }

  /** The number of a key, given out at first sight. */
  number(row: KeyRow): number {
    const mask = this.#slots.length - 1
    let slot = hash(row) & mask
    for (;;) {
      const number = this.#slots[slot] ?? 0
      if (number === 0) break
      if (this.#isAt((number - 1) * WIDTH, row)) return number
      slot = (slot + 1) & mask
    }
    this.#append(row)
    this.#slots[slot] = this.#size
    const number = this.#size
    if (number * 2 >= this.#slots.length) this.#grow()
    return number
  }

  /** Columns of the keys above `number`, seven numbers each. */
  since(number: number): Float64Array<ArrayBuffer> {
    return this.#words.slice(number * WIDTH, this.#size * WIDTH)
  }

  #isAt(start: number, row: KeyRow): boolean {
    const words = this.#words
    return (
      words[start + 4] === row.account &&
      words[start + 2] === row.contract &&
      words[start] === row.kind &&
      words[start + 6] === row.subject &&
      words[start + 3] === row.venue &&
      words[start + 5] === row.unit &&
      words[start + 1] === row.chain
    )
  }

  #append({ kind, chain, contract, venue, account, unit, subject }: KeyRow): void {
    const start = this.#size * WIDTH
    const words = this.#words
    words[start] = kind
    words[start + 1] = chain
    words[start + 2] = contract
    words[start + 3] = venue
    words[start + 4] = account
    words[start + 5] = unit
    words[start + 6] = subject
    this.#size += 1
  }

  #grow(): void {
    const words = new Float64Array(this.#words.length * 2)
    words.set(this.#words)
    this.#words = words
    this.#slots = new Int32Array(this.#slots.length * 2)
    const mask = this.#slots.length - 1
    for (let number = 1; number <= this.#size; number += 1) {
      let slot = hash(rowAt(words, (number - 1) * WIDTH)) & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = number
    }
  }
}

/** The row that stands at `start` in a list of columns. */
export function rowAt(words: Float64Array, start: number): KeyRow {
  return {
    kind: words[start] ?? 0,
    chain: words[start + 1] ?? 0,
    contract: words[start + 2] ?? 0,
    venue: words[start + 3] ?? 0,
    account: words[start + 4] ?? 0,
    unit: words[start + 5] ?? 0,
    subject: words[start + 6] ?? 0,
  }
}

/** Odd factors, so that no column cancels another; the upper bits are mixed into those that choose the slot. */
function hash({ kind, chain, contract, venue, account, unit, subject }: KeyRow): number {
  let mixed = Math.imul(account, 0x9e3779b1) ^ Math.imul(contract, 0x85ebca6b)
  mixed ^= Math.imul(subject, 0xc2b2ae35) ^ Math.imul(venue, 0x27d4eb2f)
  mixed ^= Math.imul(unit, 0x165667b1) ^ Math.imul(chain + kind * 31, 0x2c1b3c6d)
  mixed ^= mixed >>> 15
  return Math.imul(mixed, 0x2545f491) >>> 4
}
