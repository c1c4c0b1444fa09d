import type { Address } from '../../../facts/primitives.ts'
import type { Status } from '../../../margin/MarginStatus.ts'

/** Accounts of a venue at one cut that are not calm. */
export interface TroubledAccounts {
  accounts: ReadonlyMap<Address, Status>
  /** How many were judged at the cut, and whether those are all of the venue. */
  judged: number
  isWhole: boolean
  /** Whether asking again at the same cut goes on with the others. */
  isGoingOn: boolean
}

/** Everything but NO_RISK and HEALTHY, the worst first. */
export const troubled: ReadonlySet<Status> = new Set([
  'INSOLVENT',
  'LIQUIDATING',
  'LIQUIDATABLE',
  'UNKNOWN',
  'REDUCE_ONLY',
  'WARNING',
])
