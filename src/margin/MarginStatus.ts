import type { ChainId, UnitId } from '../facts/primitives.ts'
import type { ParameterVersion } from './requirements/ParameterVersion.ts'

export type Status =
  | 'NO_RISK'
  | 'HEALTHY'
  | 'WARNING'
  | 'REDUCE_ONLY'
  | 'LIQUIDATABLE'
  | 'LIQUIDATING'
  | 'INSOLVENT'
  | 'UNKNOWN'

export type ReasonCode =
  | 'PRICE_MISSING'
  | 'PRICE_DEAD'
  | 'PRICE_LATE'
  | 'CHAIN_STALE'
  | 'CHAIN_BACKFILLING'
  | 'SOURCE_BACKFILLING'
  | 'UNFINALIZED'
  | 'IN_FLIGHT'
  | 'HANGS_ON_TRANSFER'
  | 'LAG_OFFSET'
  | 'UNBACKED_CREDIT'
  | 'NOT_COVERED'
  | 'BOUNDS_PARTIAL'
  | 'NO_OPENING_BALANCE'
  | 'RATE_MISSING'
  | 'DEBT_READ'
  | 'DEBT_LATE'
  | 'NO_WEIGHT'
  | 'UNASSIGNED'
  | 'PARAMETERS_PENDING'
  | 'PARAMETERS_PRUNED'

export interface Reason {
  code: ReasonCode
  /** One sentence that names the asset, chain or transfer. */
  text: string
}

/** What one line contributes; all values 1e18 USD, signed; weights in basis points. */
export interface Contribution {
  kind: 'holding' | 'liability' | 'inFlight' | 'lagOffset' | 'unbacked' | 'position' | 'charge'
  /** Asset id, market id of a position, or what a charge on the whole unit is called. */
  subject: string
  chainId: ChainId
  /** Smallest unit of the asset, or size 1e18 of a position. */
  amount: bigint
  valueE18: bigint
  initialBps: bigint
  maintenanceBps: bigint
  /** What it adds to slackInitial and slackMaintenance; the contributions sum to the slacks exactly. */
  initialE18: bigint
  maintenanceE18: bigint
  /** Positions only: what of it is requirement, already taken off `initialE18` and `maintenanceE18`. */
  requirementInitialE18?: bigint | undefined
  requirementMaintenanceE18?: bigint | undefined
}

/** 1e18 USD. Assets and profit rounded down, liabilities and requirements up. */
export interface Slacks {
  equityE18: bigint
  slackInitialE18: bigint
  slackMaintenanceE18: bigint
}

/** A figure as the venue's own contract answers it, in its own name; undefined where it says that there is no bound. */
export interface VenueFigure {
  name: string
  value: bigint | undefined
  decimals: number
}

export interface UnitMargin extends Slacks {
  unit: UnitId
  status: Status
  reasons: readonly Reason[]
  initialRequirementE18: bigint
  maintenanceRequirementE18: bigint
  contributions: readonly Contribution[]
  /** Absent where the venue's rules are the operator's own. */
  figures?: readonly VenueFigure[] | undefined
}

export type Certainty = 'SETTLED' | 'PROVISIONAL'

/** low ≤ best ≤ high, each figure on its own. */
export interface Bounds {
  low: Slacks
  best: Slacks
  high: Slacks
}

export interface AccountMargin {
  units: readonly (UnitMargin & { bounds: Bounds })[]
  /** The parameters that it was judged by; undefined of a what-if with others. */
  parameters?: ParameterVersion | undefined
  /** The worst unit's. */
  status: Status
  certainty: Certainty
  reasons: readonly Reason[]
  bounds: Bounds
}
