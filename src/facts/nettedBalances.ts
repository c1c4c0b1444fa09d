import type { BalanceFact, NetFact } from './AccountFacts.ts'

/** What a net amount moves of the holding, before anybody knows by how much. */
export function nettedHolding(body: NetFact): BalanceFact {
  return toBalance(body, 'asset')
}

/** What a net amount moves of the debt. */
export function nettedDebt(body: NetFact): BalanceFact {
  return toBalance(body, 'liability')
}

function toBalance(
  { venue, account, unit, asset, contract }: NetFact,
  side: BalanceFact['side'],
): BalanceFact {
  const change = { type: 'delta', value: 0n } as const
  return { kind: 'balance', side, venue, account, unit, asset, contract, change }
}
