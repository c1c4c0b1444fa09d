import type { SeriesRow } from '../../facts/Series.ts'

/** Newest row of a key; null where it is known to have none. */
export type LatestRow = { blockNumber: number; values: readonly bigint[] } | null

/**
 * Newest values of series keys by their session number (`Vocabulary` bounds how many there are), so that a fold reads from
 * memory what the last commits wrote. It changes only with what is recorded.
 */
export class LatestValues {
  /** Blocks of the newest rows by key, null where there is no row. Two lists and single values as they are: a key costs half. */
  readonly #blocks: (number | null | undefined)[] = []
  readonly #values: (bigint | readonly bigint[] | undefined)[] = []
  /** Every row there is was seen here: a key that is not held has none. */
  #isComplete: boolean
  #generation = 0

  constructor(parameters: { isComplete: boolean }) {
    this.#isComplete = parameters.isComplete
  }

  /** Rises when everything was forgotten: numbers of before may mean other keys now. */
  get generation(): number {
    return this.#generation
  }

  /** Undefined where only the database can tell. */
  get(key: number): LatestRow | undefined {
    const blockNumber = this.#blockOf(key)
    if (blockNumber === undefined || blockNumber === null) return blockNumber
    const values = this.#values[key]
    return { blockNumber, values: typeof values === 'bigint' ? [values] : (values ?? []) }
  }

  set(key: number, row: LatestRow): void {
    this.#blocks[key] = row === null ? null : row.blockNumber
    const [first, ...others] = row?.values ?? []
    this.#values[key] = others.length === 0 ? first : row?.values
  }

  /** Takes note of recorded rows; `keys` are their session numbers. */
  record(keys: Int32Array, rows: readonly SeriesRow[]): void {
    for (const [i, { blockNumber, values }] of rows.entries()) {
      const key = keys[i] ?? 0
      const held = this.#blockOf(key)
      const number = Number(blockNumber)
      // Of a key that was never asked for, a newer row may be recorded already.
      if (held === undefined || (held !== null && held > number)) continue
      this.set(key, { blockNumber: number, values })
    }
  }

  /** After rows were taken back, or session numbers were given anew. */
  forget(): void {
    this.#blocks.length = 0
    this.#values.length = 0
    this.#isComplete = false
    this.#generation += 1
  }

  #blockOf(key: number): number | null | undefined {
    const blockNumber = this.#blocks[key]
    return blockNumber === undefined && this.#isComplete ? null : blockNumber
  }
}
