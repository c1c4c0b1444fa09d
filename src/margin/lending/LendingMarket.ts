import type { Address, ChainId, UnitId } from '../../facts/primitives.ts'
import type { SeriesRow } from '../../facts/Series.ts'
import type { UnitBook } from '../MarginInput.ts'
import type { Reason } from '../MarginStatus.ts'
import type { PricedMarket } from '../PricedMarket.ts'
import type { CrossChainSystem } from '../presets/crossChain.ts'

/** A lending pool at a cut, whatever its protocol: what its balances are worth, and how its accounts are judged. */
export interface LendingMarket {
  chainId: ChainId
  /** The pool's own prices, US dollars. */
  market: PricedMarket
  /** For which no status can be stated of any account. */
  reasons: readonly Reason[]
  /** What the book `contract` counts as `token`; undefined where it is none of the pool's, or the config lacks it. */
  balanceOf(
    contract: Address,
    token: Address,
    side: 'asset' | 'liability',
  ): LendingBalance | undefined
  /** The contract whose indexes are read as they stood when a position was last changed; absent: none are. */
  accruesAt?: Address | undefined
  /** One account by the rows of its own book; what else stands among them is passed over. */
  accountOf(rows: Iterable<SeriesRow>, indexesAt: IndexesAt, timeOf: TimeOf): LendingAccount
}

/** Time of a recorded block of the pool's chain, seconds; undefined of one that is not recorded. */
export type TimeOf = (block: bigint) => bigint | undefined

/** Values of what accrues at a contract after a block, by subject. */
export type IndexesAt = (block: bigint) => ReadonlyMap<string, readonly bigint[]>

/** One thing that a pool books for its accounts. */
export interface LendingBalance {
  assetId: string
  decimals: number
  /**
   * From units of the pool's own to the asset's at the cut, rounded as the contract does; undefined while nothing says what
   * one is worth. Absent: it is booked in the asset's smallest units.
   */
  toAmount?(booked: bigint, standing?: readonly bigint[]): bigint | undefined
  /**
   * Subject of the account's own parameter at the book that says at what its units were booked last; `toAmount` is given its
   * values. Absent: a unit is worth the same to everybody.
   */
  standsAt?: string | undefined
}

/** How a pool or an exchange judges one account. */
export interface LendingAccount {
  /** The rules that it chose, or that are everybody's. */
  system: CrossChainSystem
  /** Whether what it holds of an asset in a unit is given as collateral. */
  isPledged(assetId: string, unit: UnitId): boolean
  /** For which no status can be stated of it. */
  reasons: readonly Reason[]
  /** What must be said of it beside. */
  notes?: readonly Reason[] | undefined
  /** Of an exchange: what stands beside the balances in each unit, whose names the balances have too; absent: one unit. */
  units?: ReadonlyMap<UnitId, AccountUnit> | undefined
}

/** One unit of an account of an exchange, but for its balances. */
export type AccountUnit = Omit<UnitBook, 'unit' | 'balances'>
