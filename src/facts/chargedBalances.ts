import type { BalanceFact, ChargeFact } from './AccountFacts.ts'

/** What a charge moves of the holding, before anybody knows by how much. */
export function chargedHolding(body: ChargeFact): BalanceFact {
  return toBalance(body, 'asset', 0n)
}

/** What a charge leaves owed. */
export function chargedDebt(body: ChargeFact): BalanceFact {
  return toBalance(body, 'liability', body.debtAfter)
}

function toBalance(
  { venue, account, unit, asset, contract }: ChargeFact,
  side: BalanceFact['side'],
  value: bigint,
): BalanceFact {
  const change = { type: 'absolute', value } as const
  return { kind: 'balance', side, venue, account, unit, asset, contract, change }
}
