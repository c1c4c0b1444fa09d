import { InvariantBroken } from '../Failure.ts'
import { findDifference } from '../findDifference.ts'
import type { ServedExtras } from './ServedExtras.ts'

/** What a status is called as a condition; the others are none. */
const codes: ReadonlyMap<string, string> = new Map([
  ['INSOLVENT', 'ACCOUNT_INSOLVENT'],
  ['LIQUIDATABLE', 'ACCOUNT_LIQUIDATABLE'],
  ['LIQUIDATING', 'ACCOUNT_LIQUIDATING'],
])

/**
 * Conditions name exactly the accounts that cannot be kept. At the newest cut the tick index says who that is, carried from
 * publication to publication; every account is read in full beside it. Throws `InvariantBroken`.
 */
export function checkTroubled({ conditions, accounts }: ServedExtras): void {
  const said = conditions
    .filter(({ code }) => code.startsWith('ACCOUNT'))
    .map(({ code, subject }) => `${code} ${subject}`)
  const wanted = accounts.flatMap(({ venue, owner, margin }) => {
    const code = codes.get(margin.status)
    return code === undefined ? [] : [`${code} ${venue}:${owner}`]
  })
  const difference = findDifference(said.sort(), wanted.sort())
  if (difference !== undefined) throw new InvariantBroken('condition', difference)
}
