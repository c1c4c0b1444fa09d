/**
 * A map that forgets what was not used lately: it keeps two generations of at most `entriesMax` each and drops the older
 * one when the younger is full. Both operations are O(1), memory is bounded.
 */
export class RecentMap<key, value> {
  readonly #entriesMax: number
  #young = new Map<key, value>()
  #old = new Map<key, value>()

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax
  }

  get(key: key): value | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  set(key: key, value: value): void {
    if (this.#young.size >= this.#entriesMax) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, value)
  }

  clear(): void {
    this.#young.clear()
    this.#old.clear()
  }
}
