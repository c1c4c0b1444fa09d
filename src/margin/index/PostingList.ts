import { lengthen } from './lengthen.ts'

/** A list grows by a quarter, as the other columns do. */
const GROWTH = 1.25

/** Twice what a double between the two next numbers can lose, as a part of itself, when it becomes a single float. */
const SINGLE_ROUNDING = 2 ** -23

/** The least and the greatest single float that has all its digits. */
const SINGLE_LEAST = 2 ** -126
const SINGLE_MAX = (2 - 2 ** -23) * 2 ** 127

/**
 * Everybody whom one price bears on, each with the range in which that price tells nothing new. The ranges stand side by
 * side in a column of their own, so that a tick reads them in one sweep and touches no account that it does not concern.
 * They are single floats, which halves what a sweep reads, and are rounded inwards.
 */
export class PostingList {
  #length = 0
  #accounts = new Uint32Array(0)
  /** Of each place its low and its high end. */
  #ranges = new Float32Array(0)

  get length(): number {
    return this.#length
  }

  get bytes(): number {
    return this.#accounts.byteLength + this.#ranges.byteLength
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
    this.clearRange(place)
    return place
  }

  /** Takes a place out; the last of the list moves there. Returns whose place changed, undefined where nobody's did. */
  remove(place: number): number | undefined {
    this.#length -= 1
    const last = this.#length
    if (place === last) return undefined
    const account = this.accountAt(last)
    this.#accounts[place] = account
    this.#ranges.copyWithin(place * 2, last * 2, last * 2 + 2)
    return account
  }

  /** The price tells nothing new while `low ≤ price ≤ high`. A price below the least single float always tells something. */
  setRange(place: number, low: number, high: number): void {
    // Spelled so that NaN stays NaN, which no price is above or below.
    this.#ranges[place * 2] = low <= SINGLE_LEAST ? SINGLE_LEAST : low * (1 + SINGLE_ROUNDING)
    this.#ranges[place * 2 + 1] = high >= SINGLE_MAX ? SINGLE_MAX : high * (1 - SINGLE_ROUNDING)
  }

  /** Every price tells something. */
  clearRange(place: number): void {
    this.#ranges[place * 2] = Number.POSITIVE_INFINITY
    this.#ranges[place * 2 + 1] = Number.NEGATIVE_INFINITY
  }

  /** Names every account in whose range the price is not. A price that is no number is in no range. */
  findOutside(price: number, found: (account: number) => void): void {
    const ranges = this.#ranges
    const end = this.#length * 2
    for (let at = 0; at < end; at += 2) {
      // Spelled so that NaN is outside.
      const isInside = price >= (ranges[at] ?? 0) && price <= (ranges[at + 1] ?? 0)
      if (!isInside) found(this.accountAt(at / 2))
    }
  }

  #grow(): void {
    const length = Math.ceil((this.#length + 1) * GROWTH)
    this.#accounts = lengthen(Uint32Array, this.#accounts, length)
    this.#ranges = lengthen(Float32Array, this.#ranges, length * 2)
  }
}
