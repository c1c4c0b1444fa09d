import { assert } from '../../errors/assert.ts'
import { type SeriesRow, seriesKeyId } from '../../facts/Series.ts'
import { amountOf, type Running } from './RunningSums.ts'

/** The rows of a fold: one per block and key, with the value after the block. */
export class SeriesRows {
  readonly #rows: SeriesRow[] = []

  /** A later value of the same block replaces the earlier one. */
  write(running: Running, blockNumber: bigint, values: readonly bigint[]): void {
    running.values = values
    if (running.row?.blockNumber === blockNumber) {
      running.row.values = values
      return
    }
    const row = { key: running.key, blockNumber, values }
    running.row = row
    this.#rows.push(row)
  }

  /** A running sum of one value goes on. */
  add(running: Running, blockNumber: bigint, amount: bigint): void {
    this.write(running, blockNumber, [amountOf(running) + amount])
  }

  /** All of them. Throws `InvariantError` when a holding falls below 0 (I2): the book cannot say so, hence a log is missing. */
  checked(): SeriesRow[] {
    for (const row of this.#rows) assertHeld(row)
    return this.#rows
  }
}

function assertHeld({ key, blockNumber, values }: SeriesRow): void {
  const [amount] = values
  if (key.kind !== 'holding' || amount === undefined || amount >= 0n) return
  assert(
    false,
    `I2: the holding ${seriesKeyId(key)} falls to ${amount} at block ${blockNumber}, below 0.`,
  )
}
