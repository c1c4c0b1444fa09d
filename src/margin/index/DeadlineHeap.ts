import { lengthen } from './lengthen.ts'

/** A heap grows by a quarter, as the other columns do. */
const GROWTH = 1.25

/** Accounts by the second at which something of theirs falls due: a binary heap that knows where each account stands. */
export class DeadlineHeap {
  #size = 0
  #times = new Float64Array(0)
  #accounts = new Uint32Array(0)
  /** Where an account stands, plus one; 0: nowhere, which is what new cells hold. */
  #places = new Uint32Array(0)

  /** Bytes of its columns. */
  get bytes(): number {
    return this.#times.byteLength + this.#accounts.byteLength + this.#places.byteLength
  }

  /** Room for accounts below this number. */
  reserve(accounts: number): void {
    this.#places = lengthen(Uint32Array, this.#places, accounts)
  }

  /** Sets, moves or, without a time, drops the deadline of an account. */
  set(account: number, seconds: number | undefined): void {
    const place = (this.#places[account] ?? 0) - 1
    if (seconds === undefined) {
      if (place >= 0) this.#drop(place)
      return
    }
    if (place >= 0) {
      this.#settle(place, account, seconds)
      return
    }
    if (this.#size === this.#times.length) {
      const length = Math.ceil((this.#size + 1) * GROWTH)
      this.#times = lengthen(Float64Array, this.#times, length)
      this.#accounts = lengthen(Uint32Array, this.#accounts, length)
    }
    this.#size += 1
    this.#settle(this.#size - 1, account, seconds)
  }

  /** Takes out an account whose deadline is at or before this second; undefined when there is none. */
  takeDue(seconds: number): number | undefined {
    const first = this.#times[0]
    if (this.#size === 0 || first === undefined || first > seconds) return undefined
    const account = this.#accounts[0]
    this.#drop(0)
    return account
  }

  #drop(place: number): void {
    this.#places[this.#accounts[place] ?? 0] = 0
    this.#size -= 1
    if (place === this.#size) return
    this.#settle(place, this.#accounts[this.#size] ?? 0, this.#times[this.#size] ?? 0)
  }

  /** Puts an account where it belongs, given that only the cell at `place` may be out of order. */
  #settle(place: number, account: number, seconds: number): void {
    let at = place
    while (at > 0) {
      const parent = (at - 1) >> 1
      if ((this.#times[parent] ?? 0) <= seconds) break
      this.#move(parent, at)
      at = parent
    }
    for (;;) {
      const child = this.#earlierChild(at)
      if (child === undefined || (this.#times[child] ?? 0) >= seconds) break
      this.#move(child, at)
      at = child
    }
    this.#times[at] = seconds
    this.#accounts[at] = account
    this.#places[account] = at + 1
  }

  #earlierChild(at: number): number | undefined {
    const left = 2 * at + 1
    if (left >= this.#size) return undefined
    const right = left + 1
    if (right >= this.#size) return left
    return (this.#times[right] ?? 0) < (this.#times[left] ?? 0) ? right : left
  }

  #move(from: number, to: number): void {
    const account = this.#accounts[from] ?? 0
    this.#times[to] = this.#times[from] ?? 0
    this.#accounts[to] = account
    this.#places[account] = to + 1
  }
}
