import type { ChainId, UnitId } from '../facts/primitives.ts'
import type { MarginUnit, Position } from './engine/MarginUnit.ts'
import type { CrossChainSystem } from './presets/crossChain.ts'

/**
 * One line of an account's book at a cut. `amount` is in the smallest unit of `asset`, always ≥ 0; the kind says the sign:
 * holding and inFlight add, liability, lagOffset and unbacked subtract.
 */
export type BalanceLine = HoldingLine | InFlightLine | DeductionLine

interface LineBase {
  assetId: string
  decimals: number
  amount: bigint
  chainId: ChainId
}

export interface HoldingLine extends LineBase {
  kind: 'holding' | 'liability'
  /** False for what is held and not given as collateral; it weighs nothing. Default: true. */
  isPledged?: boolean | undefined
}

/** Value on its way to collateral; haircut and decay apply to this line only. */
export interface InFlightLine extends LineBase {
  kind: 'inFlight'
  bridge: string
  transferKey: string
  /** Seconds at the cut since it was sent. */
  ageSeconds: bigint
  p99Seconds: bigint
  stuckAfterSeconds: bigint
  haircutBps: bigint
}

/** Counted in full in both slacks. */
export interface DeductionLine extends LineBase {
  kind: 'lagOffset' | 'unbacked'
  transferKey: string
  /** Set when nobody knows whose value the lagging origin still shows: `low` has the offset, `high` has not. */
  ownerUnknown: boolean
  /** Set when the venue's suspense line carries it: of this account it lowers `low` alone. */
  isSuspense?: boolean | undefined
}

/** Sizes 1e18 signed, values 1e18 USD signed. */
export interface PositionLine {
  chainId: ChainId
  marketId: string
  sizeE18: bigint
  entryValueE18: bigint
  /** Funding owed since entry, 1e18 USD, positive when the account owes it. */
  fundingOwedE18: bigint
  /** Where the venue counts profit from a price: its entry value is that price's, rounded. */
  entryPriceE18?: bigint | undefined
  /** Of a profit above 0, the part that counts, where the venue caps what its pool pays. */
  profitCap?: Position['profitCap']
}

/** One price per asset per cut, USD per whole unit, 1e18. */
export type Price =
  /** `lowE18 ≤ priceE18 ≤ highE18`: the band of a late price is wider than that of a fresh one. */
  | {
      state: 'fresh' | 'late'
      priceE18: bigint
      lowE18: bigint
      highE18: bigint
      /** What the venue's own source pays and takes for it, where that is not its price; bands move them in proportion. */
      sides?: { bidE18: bigint; askE18: bigint } | undefined
      /** Seconds. */
      updatedAt: bigint
      ageSeconds: bigint
      source: string
      /** The sequencer of its chain is down, or came back within its grace. */
      isShaken?: true | undefined
    }
  | {
      state: 'dead' | 'missing'
      source: string | undefined
      lastPriceE18: bigint | undefined
      updatedAt: bigint | undefined
    }

/** Everything that decides one margin unit at one cut. */
export interface UnitBook {
  unit: UnitId
  balances: readonly BalanceLine[]
  positions: readonly PositionLine[]
  isLiquidating: boolean
  /** The rules that this book is judged by, where the account may choose among the venue's. */
  system?: CrossChainSystem | undefined
  /** Amounts that belong to the unit as a whole, 1e18 USD; the venue's rules say which they read. */
  facts?: MarginUnit['facts']
}

export interface PriceBook {
  /** By asset id. */
  prices: ReadonlyMap<string, Price>
}
