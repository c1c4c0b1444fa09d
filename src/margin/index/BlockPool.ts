/** A pool grows by a quarter, so that at most a fifth of it is room for what is to come. */
const GROWTH = 1.25

/**
 * Blocks of different sizes inside columns that grow together: where each starts, and which are free again. A freed block
 * goes to the next of the same size; there are as few sizes as there are shapes of accounts.
 */
export class BlockPool {
  #end = 0
  #capacity = 0
  readonly #free = new Map<number, number[]>()
  readonly #grow: (capacity: number) => void

  /** `grow` gives every column the new number of cells. */
  constructor(grow: (capacity: number) => void) {
    this.#grow = grow
  }

  /** First cell of a block; nothing is said of what the cells hold. */
  take(size: number): number {
    const freed = this.#free.get(size)?.pop()
    if (freed !== undefined) return freed
    const start = this.#end
    this.#end += size
    if (this.#end > this.#capacity) {
      this.#capacity = Math.ceil(this.#end * GROWTH)
      this.#grow(this.#capacity)
    }
    return start
  }

  give(start: number, size: number): void {
    if (size === 0) return
    const freed = this.#free.get(size)
    if (freed === undefined) this.#free.set(size, [start])
    else freed.push(start)
  }
}
