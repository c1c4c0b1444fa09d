import type { Curve } from './Curve.ts'
import type { Margin, MarginSide, Part } from './Margin.ts'
import type { MarginUnit, MarginView, UnitMode } from './MarginUnit.ts'
import type { Rounding } from './mulDiv.ts'

/**
 * Liquidatable when the maintenance slack is below 0 (`<`), or already at 0 (`<=`). Engines disagree at equality, so it
 * is part of every system.
 */
export type Boundary = '<' | '<='

/**
 * Which price values a line: the middle, a side, `closing` (the side that closes the position: bid of a long, ask of a
 * short), or the worse of price and average: `lower` for what is owned, `higher` for what is owed.
 */
export type PriceChoice = 'mid' | 'bid' | 'ask' | 'closing' | 'lower' | 'higher'

export interface PricePair {
  initial: PriceChoice
  maintenance: PriceChoice
}

/** How a balance of one sign is valued and weighed. */
export interface BalanceRule {
  /** From the booked quantity to the amount that is valued; absent: the same. */
  amount?: Curve | undefined
  price: PricePair
  /** value = amount × price / scale. */
  value: Rounding
  /** What it adds to equity; absent: its value at the middle price. */
  equity?: Curve | undefined
  /** What of the value counts as available, or as owed. */
  initial: Curve
  maintenance: Curve
}

export interface AssetRisk {
  scale: bigint
  /** The price that the venue takes it at by definition, when it asks no oracle. */
  fixedPrice?: bigint | undefined
  /** Whose state prices it, when not its own. */
  pricedBy?: string | undefined
  /** Absent: the asset is no collateral here, and a unit that holds it is UNKNOWN. */
  collateral?: BalanceRule | undefined
  liability?: BalanceRule | undefined
  /** Of balances in these forms; absent: there are none here. */
  inFlight?: BalanceRule | undefined
  deduction?: BalanceRule | undefined
}

/** How a position is valued and what it requires. */
export interface InstrumentRisk {
  /** notional = |size| × multiplier × price / scale, profit = size × multiplier × price / scale − entry value. */
  scale: bigint
  /** Default: 1. */
  multiplier?: bigint | undefined
  /** Whose state marks it, when not its own. */
  pricedBy?: string | undefined
  price: PricePair
  notional: Rounding
  profit: Rounding
  /** The requirement itself, from `value` (the notional of the worst fill of open orders), `amount` and the rest. */
  initial: Curve
  maintenance: Curve
  /** What of `profit` counts, where that is not all of it. */
  initialProfit?: Curve | undefined
  maintenanceProfit?: Curve | undefined
  /** The asset that it settles in, when that is priced too: requirements at the higher, profit at the worse price. */
  quote?:
    | { asset: string; one: bigint; isStrict: { initial: boolean; maintenance: boolean } }
    | undefined
}

/** What account-wide rules see: the lines' parts and what they were made from. */
export interface AccountContext {
  unit: MarginUnit
  view: MarginView
  parts: readonly Part[]
}

/** What a system's own trigger sees. */
export interface TriggerContext extends AccountContext {
  equity: bigint
  initial: MarginSide
  maintenance: MarginSide
  hasRisk: boolean
}

/**
 * A margin system: parameters and boundary as data, and at most three small pure functions for what no curve of one
 * line can say.
 */
export interface MarginSystem {
  name: string
  modes: readonly UnitMode[]
  boundary: Boundary
  /** Of the initial slack, where it differs. */
  initialBoundary?: Boundary | undefined
  assets: ReadonlyMap<string, AssetRisk>
  markets: ReadonlyMap<string, InstrumentRisk>
  /** WARNING while equity is below the initial requirement times this, in basis points over 10,000; 0: never. */
  warningBps?: bigint | undefined
  /** The unit as its lines are to be valued: open orders as if filled at their worst. */
  prepare?: ((unit: MarginUnit, view: MarginView) => MarginUnit) | undefined
  /** Parts that no single line has: rewards, contingencies, scenario losses. */
  accountParts?: ((context: AccountContext) => AccountParts) | undefined
  /** Each figure of those parts only grows, or only shrinks, with all prices together: the ends of all bands bound it. */
  hasMonotoneParts?: boolean | undefined
  /** The protocol's reasons to liquidate, none when it would not; absent: the boundary on the maintenance slack. */
  trigger?: ((context: TriggerContext) => readonly string[]) | undefined
  /** The protocol reads the debt, then collateral in the order of `assets`, and stops once the debt is covered. */
  stopsWhenCovered?: boolean | undefined
}

export interface AccountParts {
  parts: readonly Part[]
  worstScenario?: Margin['worstScenario']
  worstScenarioProfit?: Margin['worstScenarioProfit']
}
