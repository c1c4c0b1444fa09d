import { lengthen } from './lengthen.ts'

/** A list grows by a quarter, as the other columns do. */
const GROWTH = 1.25

/**
 * Everybody whom one price bears on, each with the range in which that price tells nothing new. The ranges stand in
 * columns of their own, so that a tick reads them in one sweep and touches no account that it does not concern.
 */
export class PostingList {
  #length = 0
  #accounts = new Uint32Array(0)
  #lows = new Float64Array(0)
  #highs = new Float64Array(0)

  get length(): number {
    return this.#length
  }

  get bytes(): number {
    return this.#accounts.byteLength + this.#lows.byteLength + this.#highs.byteLength
  }

  accountAt(place: number): number {
    return this.#accounts[place] ?? 0
  }

  /** Adds an account whose range is empty; returns its place. */
  add(account: number): number {
    if (this.#length === this.#accounts.length) this.#grow()
    const place = this.#length
    this.#length += 1
    this.#accounts[place] = account
    this.setRange(place, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
    return place
  }

  /** Takes a place out; the last of the list moves there. Returns whose place changed, undefined where nobody's did. */
  remove(place: number): number | undefined {
    this.#length -= 1
    const last = this.#length
    if (place === last) return undefined
    const account = this.accountAt(last)
    this.#accounts[place] = account
    this.setRange(place, this.#lows[last] ?? 0, this.#highs[last] ?? 0)
    return account
  }

  /** The price tells nothing new while `low ≤ price ≤ high`. */
  setRange(place: number, low: number, high: number): void {
    this.#lows[place] = low
    this.#highs[place] = high
  }

  /** Names every account in whose range the price is not. A price that is no number is in no range. */
  findOutside(price: number, found: (account: number) => void): void {
    const [lows, highs] = [this.#lows, this.#highs]
    for (let place = 0; place < this.#length; place += 1) {
      // Spelled so that NaN is outside.
      const isInside = price >= (lows[place] ?? 0) && price <= (highs[place] ?? 0)
      if (!isInside) found(this.accountAt(place))
    }
  }

  #grow(): void {
    const length = Math.ceil((this.#length + 1) * GROWTH)
    this.#accounts = lengthen(Uint32Array, this.#accounts, length)
    this.#lows = lengthen(Float64Array, this.#lows, length)
    this.#highs = lengthen(Float64Array, this.#highs, length)
  }
}
