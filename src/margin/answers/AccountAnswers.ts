import type { ChainId, UnitId } from '../../facts/primitives.ts'
import type { HangingTransfer } from '../hangingTransfers.ts'
import type { Slacks, Status } from '../MarginStatus.ts'

/** What people ask of an account beside its status. Values and prices 1e18 USD; all of it at the cut as served. */
export interface AccountAnswers {
  units: readonly UnitAnswers[]
  concentration: Concentration
}

/** Of a unit whose status is UNKNOWN nothing but the name is answered: every list is empty, every figure undefined. */
export interface UnitAnswers {
  unit: UnitId
  status: Status
  /** What is available over what must be covered, in maintenance, 1e18; undefined where nothing must be. Rounded down. */
  healthE18: bigint | undefined
  /** Positions and debts over equity, 1e18; undefined where equity is not above 0. Rounded up. */
  leverageE18: bigint | undefined
  /** The move of all prices against the unit at once that begins its liquidation; undefined where none up to 100 % does. */
  shockBufferPpm: bigint | undefined
  assets: readonly AssetAnswer[]
  withdrawable: readonly Withdrawable[]
  topUp: TopUp
  correlated: readonly Correlation[]
  hangsOn: readonly HangingTransfer[]
}

/** What one price means to a unit. */
export interface AssetAnswer {
  assetId: string
  priceE18: bigint
  /** The price that begins liquidation, all others as they are; undefined where none does, or where it has begun. */
  liquidationPriceE18: bigint | undefined
  /** How the figures change when the price rises, and when it falls, by a hundredth. */
  rise: Slacks
  fall: Slacks
}

/** How much of a holding may leave, so that even the low initial slack stays at 0 or more; each on its own. */
export interface Withdrawable {
  assetId: string
  chainId: ChainId
  decimals: number
  amount: bigint
}

/** What is missing to the initial requirement. */
export interface TopUp {
  /** Weighted value; 0 where the requirement is met. */
  valueE18: bigint
  /** The least amount that does it, per asset that has a weight and a price; each on its own. */
  assets: readonly { assetId: string; decimals: number; amount: bigint }[]
}

/** Collateral in the very asset that marks a position of the unit. */
export interface Correlation {
  assetId: string
  marketId: string
  /** Both lose when the price falls: the collateral is worth least when it is needed. */
  isWrongWay: boolean
}

/** Where the account's value is; holdings and value in flight, without debts. Shares in basis points, rounded down. */
export interface Concentration {
  valueE18: bigint
  byAsset: readonly (ConcentrationShare & { assetId: string })[]
  byChain: readonly (ConcentrationShare & { chainId: ChainId })[]
  /** Value that is crossing a bridge. */
  byBridge: readonly (ConcentrationShare & { bridge: string })[]
}

export interface ConcentrationShare {
  valueE18: bigint
  shareBps: bigint
}
