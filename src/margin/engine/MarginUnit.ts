/** Which way a unit is judged: all together, one position on its own collateral, or by scenarios over the whole book. */
export type UnitMode = 'cross' | 'isolated' | 'portfolio'

/** What is judged as one at one cut. All numbers are in the native units that the system's parameters name. */
export interface MarginUnit {
  id: string
  mode: UnitMode
  balances: readonly Balance[]
  positions: readonly Position[]
  /** Amounts that belong to the unit as a whole, in the system's value unit; a preset says which it reads. */
  facts?: { readonly [name: string]: bigint | undefined } | undefined
  isLiquidating?: boolean | undefined
}

/** A positive quantity is collateral, a negative one a liability. Scaled balances and shares stay as they are booked. */
export interface Balance {
  asset: string
  quantity: bigint
  /** False for what is held but not given as collateral: it is in equity and weighs nothing. Default: true. */
  isPledged?: boolean | undefined
  /** Absent: simply held or owed. */
  form?: BalanceForm | undefined
  /** Quantities of open orders of this asset: bids ≥ 0, asks ≤ 0. */
  openBids?: bigint | undefined
  openAsks?: bigint | undefined
  /** How many orders are open. */
  openOrders?: bigint | undefined
}

/**
 * What a balance is that is neither simply held nor owed. `inFlight` crosses a bridge: `retained / of` of it counts in
 * maintenance, `kept / of` in equity. A `deduction`, of negative quantity, takes back a credit whose source is not shown;
 * it is no debt, and alone it never makes a unit INSOLVENT or LIQUIDATABLE.
 */
export type BalanceForm =
  | { type: 'inFlight'; retained: bigint; kept: bigint; of: bigint }
  | { type: 'deduction' }

/** A linear position; its profit is given or follows from what it was entered at. */
export interface Position {
  market: string
  /** Positive is long. */
  size: bigint
  entry: /** Signed cost: positive for a long. */
    | { type: 'value'; value: bigint }
    | { type: 'price'; price: bigint }
    /** What the venue says that it has gained. */
    | { type: 'profit'; profit: bigint; cost?: bigint | undefined }
  /** Funding, interest and fees owed since entry; negative when they are due to the account. */
  owed?: bigint | undefined
  /** Funding that is due to the account but not paid yet, as some venues state it; negative when it owes. */
  due?: bigint | undefined
  /** Of a profit above 0, the part that counts, when the venue caps what its pool pays. */
  profitCap?: { numerator: bigint; denominator: bigint } | undefined
  /** Leverage that the account chose, where it is part of the requirement. */
  leverage?: bigint | undefined
  /** The account's own initial fraction, where it may raise the market's. */
  customFraction?: bigint | undefined
  openBids?: bigint | undefined
  openAsks?: bigint | undefined
  openOrders?: bigint | undefined
}

/** What the cut says of one asset or market. Absent sides of a price are its middle. */
export interface MarketState {
  /** Undefined when no live price is known: what needs it is UNKNOWN, never zero. */
  mid: bigint | undefined
  bid?: bigint | undefined
  ask?: bigint | undefined
  /** Time-weighted average, for systems that take the worse of it and the price. */
  average?: bigint | undefined
  confidence?: bigint | undefined
  openInterest?: bigint | undefined
  totalDeposits?: bigint | undefined
  utilization?: bigint | undefined
  supplyIndex?: bigint | undefined
  debtIndex?: bigint | undefined
  totalAssets?: bigint | undefined
  totalShares?: bigint | undefined
}

/** The state of everything that a unit may hold, at one cut. */
export interface MarginView {
  states: ReadonlyMap<string, MarketState>
  /** The cut's, seconds; for ramps. */
  time?: bigint | undefined
  /** Price of the currency that values are stated in, where a system divides by it. */
  numeraire?: bigint | undefined
}
