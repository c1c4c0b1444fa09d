import type { ChainId, Hex } from '../facts/primitives.ts'

/** Where the recorded history of a chain begins after pruning: no cut below can be answered. */
export interface Retention {
  chainId: ChainId
  number: bigint
  /** Running-max timestamp of that block, seconds. */
  timestamp: bigint
}

/** Which blocks to look at, when not all: the newest and as many more that `random` chooses. */
export interface DigestSample {
  blocks: number
  /** Uniform in [0, 1). */
  random(): number
}

/** What was found of one chain's rows. `damage` holds a sentence per problem, at most `DAMAGE_MAX`. */
export interface DigestCheck {
  chainId: ChainId
  /** Blocks whose rows were read and hashed. */
  blocks: number
  /** Over every canonical block with facts or legs; undefined before the first. */
  stateDigest: Hex | undefined
  damage: readonly string[]
}

/** Bytes on disk. */
export interface StoreSize {
  databaseBytes: number
  /** The write-ahead log; it is cut back once no reader needs it. */
  walBytes: number
  /** Compressed raw logs inside the database. */
  rawLogBytes: number
  /** Room inside the database file that the next rows take before it grows. */
  reusableBytes: number
}
