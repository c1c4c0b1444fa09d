import type { BalanceFact } from '../facts/AccountFacts.ts'
import type { Binding } from '../facts/Leg.ts'

/** What one balance fact accounts for of a leg. */
export function toBinding(body: BalanceFact, amount: bigint): Binding {
  return {
    holder: { venue: body.venue, account: body.account, unit: body.unit },
    asset: body.asset,
    contract: body.contract,
    amount,
    beneficiary: body.names?.beneficiary,
  }
}
