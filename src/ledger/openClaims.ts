import type { BalanceFact } from '../facts/AccountFacts.ts'
import type { CustodyFact, LegFact } from '../facts/BridgeFacts.ts'
import type { Fact } from '../facts/Fact.ts'
import { comparePositions } from '../facts/FactPosition.ts'
import type { Binding, UnboundReason } from '../facts/Leg.ts'
import type { Address } from '../facts/primitives.ts'

/** A balance fact with what of its moved amount no leg has claimed yet. */
export interface OpenBalance {
  fact: Fact<BalanceFact>
  asset: Address
  left: bigint
  isOut: boolean
}

export interface OpenMovement {
  body: CustodyFact
  left: bigint
}

export interface OpenLeg {
  fact: Fact<LegFact>
  left: bigint
  bindings: Binding[]
  unbound: UnboundReason | undefined
}

/** What one transaction's facts have to give and to claim, in chain order, before anything is bound. */
export function openClaims(facts: readonly Fact[]): {
  balances: OpenBalance[]
  movements: OpenMovement[]
  legs: OpenLeg[]
} {
  const ordered = [...facts].sort((a, b) => comparePositions(a.at, b.at))
  return {
    balances: ordered.flatMap(toOpenBalance),
    movements: ordered.flatMap(toOpenMovement),
    legs: ordered.flatMap(toOpenLeg),
  }
}

function toOpenBalance(fact: Fact): OpenBalance[] {
  const { body } = fact
  if (body.kind !== 'balance' || body.side !== 'asset' || body.moved === undefined) return []
  if (body.change.type === 'absolute') return []
  // CAST: the kind was checked above; the generic does not narrow through `body`.
  const balance = fact as Fact<BalanceFact>
  return [
    {
      fact: balance,
      asset: body.moved.asset,
      left: body.moved.amount,
      isOut: body.change.value < 0n,
    },
  ]
}

function toOpenMovement({ body }: Fact): OpenMovement[] {
  return body.kind === 'custody' ? [{ body, left: body.amount }] : []
}

function toOpenLeg(fact: Fact): OpenLeg[] {
  if (fact.body.kind !== 'leg') return []
  // CAST: the kind was checked above; the generic does not narrow through `body`.
  const leg = fact as Fact<LegFact>
  return [{ fact: leg, left: leg.body.amount, bindings: [], unbound: undefined }]
}
