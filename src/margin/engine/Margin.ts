import type { Status } from '../MarginStatus.ts'
import type { Balance, Position, UnitMode } from './MarginUnit.ts'

/** What something adds on one side of the books, initial or maintenance, in the system's value unit. */
export interface SideSums {
  /** Weighted collateral and profit; negative for a loss. */
  available: bigint
  /** Weighted liabilities. */
  owed: bigint
  requirement: bigint
}

/** One line, or one thing that only the whole unit has. The parts sum to the unit's figures exactly. */
export interface Part {
  kind: 'collateral' | 'liability' | 'inFlight' | 'deduction' | 'position' | 'account'
  /** Asset, market, or what the account-wide part is called. */
  subject: string
  /** The line that it values; absent of what only the whole unit has. */
  line?: Balance | Position | undefined
  /** What it adds to equity. */
  equity: bigint
  /** Before weights, at the middle price, without sign; of a position its notional. */
  value: bigint
  initial: SideSums
  maintenance: SideSums
}

export interface MarginSide extends SideSums {
  /** owed + requirement. */
  required: bigint
  /** available − required. */
  slack: bigint
  /** Whether the slack is on the good side of the system's boundary. */
  isMet: boolean
}

/** Why no status can be stated; the subject is an asset, a market or the unit. */
export interface Unknown {
  subject: string
  text: string
}

/** One unit's margin. Exact integers in the value unit of its system. */
export interface Margin {
  unit: string
  mode: UnitMode
  status: Status
  /** What the protocol itself would answer; false while something is unknown. */
  isLiquidatable: boolean
  /** The protocol's own reasons, in its own order. */
  liquidationReasons: readonly string[]
  /** Deductions alone put it where it would be INSOLVENT or LIQUIDATABLE: it is REDUCE_ONLY for that. */
  isCapped: boolean
  equity: bigint
  initial: MarginSide
  maintenance: MarginSide
  /** What may be withdrawn or used for more risk: the initial slack, at least 0. */
  free: bigint
  parts: readonly Part[]
  unknowns: readonly Unknown[]
  /** What could not be valued and did not matter, because the protocol stops reading before it. */
  unread: readonly Unknown[]
  /** The scenario that decides a portfolio, counted from 0; undefined where none loses. */
  worstScenario?: number | undefined
  /** What the portfolio gains in it, before factors; at most 0. */
  worstScenarioProfit?: bigint | undefined
}
