/** Slots of a cache, a power of two: some 100 bytes each, and more than the accounts of a busy hour. */
const SLOTS = 2 ** 14

/** Digits that choose the slot; the last ones differ most, both of addresses and of numbers. */
const DIGITS_MIXED = 8

/**
 * What was last made of a word, so that equal words share one object: a string that is seen again need not be checked,
 * hashed and compared anew by every map on its way. A later word takes the slot of an earlier one; nothing is ever wrong,
 * only asked for again.
 */
export class RecentWords<value extends string> {
  readonly #words: (string | undefined)[] = new Array(SLOTS)
  readonly #values: (value | undefined)[] = new Array(SLOTS)

  /** What `make` says of `word`, now or before; undefined is not remembered. */
  get(word: string, make: (word: string) => value | undefined): value | undefined {
    const slot = slotOf(word)
    if (this.#words[slot] === word) return this.#values[slot]
    const value = make(word)
    if (value === undefined) return undefined
    this.#words[slot] = word
    this.#values[slot] = value
    return value
  }
}

function slotOf(word: string): number {
  let mixed = word.length
  for (let at = Math.max(0, word.length - DIGITS_MIXED); at < word.length; at += 1) {
    mixed = Math.imul(mixed, 31) + word.charCodeAt(at)
  }
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1)
  return mixed >>> 18
}
