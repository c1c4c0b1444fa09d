import type { SeriesRow } from '../../facts/Series.ts'

/** Newest row of a key; null where it is known to have none. */
export type LatestRow = { blockNumber: number; values: readonly bigint[] } | null

/**
 * Newest values of series keys by their session number (`Vocabulary` bounds how many there are), so that a fold reads from
 * memory what the last commits wrote. It changes only with what is recorded.
 */
export class LatestValues {
  readonly #rows: (LatestRow | undefined)[] = []
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
    return this.#rows[key] ?? (this.#isComplete ? null : this.#rows[key])
  }

  set(key: number, row: LatestRow): void {
    this.#rows[key] = row
  }

  /** Takes note of recorded rows; `keys` are their session numbers. */
  record(keys: Int32Array, rows: readonly SeriesRow[]): void {
    for (const [i, { blockNumber, values }] of rows.entries()) {
      const key = keys[i] ?? 0
      const held = this.get(key)
      const number = Number(blockNumber)
      // Of a key that was never asked for, a newer row may be recorded already.
      if (held === undefined || (held !== null && held.blockNumber > number)) continue
      this.#rows[key] = { blockNumber: number, values }
    }
  }

  /** After rows were taken back, or session numbers were given anew. */
  forget(): void {
    this.#rows.length = 0
    this.#isComplete = false
    this.#generation += 1
  }
}
