import type { Address } from '../facts/primitives.ts'
import type { Status } from '../margin/MarginStatus.ts'
import type { Condition } from './Condition.ts'

/** A venue's accounts as conditions see them. */
export interface VenueSight {
  venue: string
  /** Accounts that are not calm, by address. */
  accounts: ReadonlyMap<Address, Status>
  /** How many have been judged at the cut, and whether those are all. */
  judged: number
  isWhole: boolean
}

type Judged = Pick<Condition, 'code' | 'severity'>

/** Accounts that cannot be kept, and venues of which not every account has been judged. */
export function accountConditions(venues: readonly VenueSight[]): readonly Condition[] {
  return venues.flatMap(({ venue, accounts, judged, isWhole }) => [
    ...[...accounts].flatMap(([owner, status]) => toCondition(venue, owner, status) ?? []),
    ...(isWhole ? [] : [toUnjudged(venue, judged)]),
  ])
}

function toCondition(venue: string, owner: Address, status: Status): Condition | undefined {
  const judged = judge(status)
  if (judged === undefined) return undefined
  const text = `Account ${owner} of venue ${venue} is ${status}.`
  return { ...judged, ...base, subject: `${venue}:${owner}`, text }
}

const base = { isConfirmed: true, chains: [], since: undefined, evidence: [] }

/** What is below a limit and may still be kept is the owner's business, and told by `marginAccountChanged`. */
function judge(status: Status): Judged | undefined {
  switch (status) {
    case 'INSOLVENT':
      return { code: 'ACCOUNT_INSOLVENT', severity: 'warning' }
    case 'LIQUIDATABLE':
      return { code: 'ACCOUNT_LIQUIDATABLE', severity: 'warning' }
    case 'LIQUIDATING':
      return { code: 'ACCOUNT_LIQUIDATING', severity: 'info' }
    case 'UNKNOWN':
    case 'REDUCE_ONLY':
    case 'WARNING':
    case 'HEALTHY':
    case 'NO_RISK':
      return undefined
  }
}

function toUnjudged(venue: string, judged: number): Condition {
  const text = `Of venue ${venue} ${judged} accounts have been judged at this cut: others may be below maintenance.`
  return { code: 'ACCOUNTS_UNJUDGED', severity: 'info', ...base, subject: venue, text }
}
