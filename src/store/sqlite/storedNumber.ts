import { assert } from '../../errors/assert.ts'

const STORED_NUMBER_MAX = BigInt(Number.MAX_SAFE_INTEGER)

/**
 * Block numbers and timestamps in seconds are stored as SQLite integers and bound as JavaScript numbers. Both fit
 * 2^53 for any chain; what does not is refused rather than rounded.
 */
export function storedNumber(value: bigint): number {
  assert(
    value >= 0n && value <= STORED_NUMBER_MAX,
    `${value} does not fit a stored number of 53 bits`,
  )
  return Number(value)
}

/** A height to compare with: a larger one means "all blocks", a negative one "no block". */
export function storedHeight(value: bigint): number {
  if (value < 0n) return -1
  return value > STORED_NUMBER_MAX ? Number.MAX_SAFE_INTEGER : Number(value)
}
