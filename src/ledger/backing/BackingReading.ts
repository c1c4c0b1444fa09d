import type { BackingGroup, BackingLimit } from '../../config/BackingConfig.ts'
import type { ObservationKind } from '../../facts/BackingFacts.ts'
import type { Address, BlockRef, ChainId } from '../../facts/primitives.ts'
import type { BackingAccount } from './backingAccounts.ts'
import type { BackingFigures } from './sumBacking.ts'

/** Why there are no figures: of logs the first two, of reads the last three. */
export type BackingUnknown =
  | 'CHAIN_NOT_IN_CUT'
  | 'BACKFILLING'
  | 'READS_OFF'
  | 'NOT_READ'
  | 'READ_IN_PART'

/** What one asset group is backed by at a cut, by two methods that know nothing of each other. */
export interface BackingReading {
  group: BackingGroup
  /** By the logs, at the cut; undefined with `unknown` beside it. */
  figures: BackingFigures | undefined
  unknown: BackingUnknown | undefined
  /** Time of the chain that is furthest behind in the cut, seconds. */
  asOf: bigint | undefined
  accounts: readonly AccountReading[]
  /** Signed off and in force at the cut. */
  offsets: BackingGroup['offsets']
  /** By the newest reads inside the cut, each chain at the block that was read; undefined with `readsUnknown` beside it. */
  reads: BackingReads | undefined
  readsUnknown: BackingUnknown | undefined
  flows: readonly FlowReading[]
  limits: readonly LimitReading[]
}

/** Amounts in the token's smallest unit. */
export interface AccountReading {
  account: BackingAccount
  /** By the logs, with what stood before them; undefined where they are not whole. */
  logged: bigint | undefined
  /** What the token answered at a block, and by how much that differs from the logs up to it. */
  observed: { amount: bigint; blockNumber: bigint; drift: bigint | undefined } | undefined
}

export interface BackingReads {
  /** With what the tokens answered. */
  figures: BackingFigures
  /** With what the logs say up to the same blocks. */
  logged: BackingFigures
  blocks: readonly (BlockRef & { chainId: ChainId })[]
  /** Time of the oldest of these blocks, seconds. */
  asOf: bigint
}

/** The account of a chain that holds nothing but what bridges brought: what came, less what left, with what it began with. */
export interface FlowReading {
  chainId: ChainId
  token: Address
  decimals: number
  /** In the token's smallest unit; below 0 more left than ever came. */
  amount: bigint
  /** Whether that nothing which came was missed rests on more than one reading of one endpoint. */
  isConfirmed: boolean
}

/** Limits of a bridge, in the token's smallest unit, as they were read at a block. */
export interface LimitReading {
  limit: BackingLimit
  blockNumber: bigint
  amounts: ReadonlyMap<ObservationKind, bigint>
  /** On its way to this chain over the group's bridges at the cut, in the token's smallest unit, rounded down. */
  inbound: bigint
}
