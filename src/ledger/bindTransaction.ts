import type { LegFact } from '../facts/BridgeFacts.ts'
import type { Fact } from '../facts/Fact.ts'
import type { Leg } from '../facts/Leg.ts'
import { minOf } from '../utils/minOf.ts'
import type { Topology } from './createTopology.ts'
import { isOutStep } from './isOutStep.ts'
import { isBetween, movedBetween, takeMoved } from './movedBetween.ts'
import { type OpenBalance, type OpenLeg, type OpenMovement, openClaims } from './openClaims.ts'
import { type Residual, residualsOf } from './residualsOf.ts'
import { toBinding } from './toBinding.ts'
import { venueCredits } from './venueCredits.ts'

export interface BoundTransaction {
  legs: readonly Leg[]
  residuals: readonly Residual[]
}

/**
 * Ties the legs of one transaction to the balance facts that they re-label (DESIGN §3.2). The bound amount is what token
 * transfers carry between the vault and the bridge, at most the leg and at most `moved`; nothing is used twice; what could
 * belong to more than one account stays unbound. Equal amounts in one transaction prove nothing.
 * `facts` are all facts of the transaction; `timestamp` is its block's, in seconds.
 */
export function bindTransaction(
  facts: readonly Fact[],
  timestamp: bigint,
  topology: Topology,
): BoundTransaction {
  const { balances, movements, legs } = openClaims(facts)
  const counted = withoutReplaced(legs)
  for (const leg of counted) bindNamed(leg, balances, movements)
  for (const leg of counted) bindUnnamed(leg, counted, balances, movements)
  for (const leg of legs) markForeign(leg, topology)
  return {
    legs: [
      ...legs.map((leg) => toLeg(leg, timestamp)),
      ...venueCredits(balances, legs, timestamp, topology),
    ],
    residuals: residualsOf(facts, topology, (fact) => boundOf(fact, legs)),
  }
}

/** What of a leg's amount balance facts have claimed. */
function boundOf(fact: Fact, legs: readonly OpenLeg[]): bigint {
  const leg = legs.find((open) => open.fact === fact)
  return leg === undefined ? 0n : leg.fact.body.amount - leg.left
}

/** Queued and sent count once (DESIGN §3.6): what is queued and sent in one transaction has one claim to what moved. */
function withoutReplaced(legs: readonly OpenLeg[]): readonly OpenLeg[] {
  const sent = legs.filter(({ fact: { body } }) => body.step === 'sent')
  return legs.filter(({ fact: { body } }) => {
    if (body.step !== 'queued') return true
    const index = sent.findIndex(
      ({ fact: { body: other } }) =>
        other.key === body.key && other.payloadHash === body.payloadHash,
    )
    if (index !== -1) sent.splice(index, 1)
    return index === -1
  })
}

function bindNamed(leg: OpenLeg, balances: OpenBalance[], movements: OpenMovement[]): void {
  const { asset, key, alias } = leg.fact.body
  const isOut = isOutStep(leg.fact.body)
  for (const balance of balances) {
    if (balance.isOut !== isOut || balance.asset !== asset) continue
    const name = balance.fact.body.names?.key
    if (name === key || (name !== undefined && name === alias)) claim(leg, balance, movements)
  }
}

/** Binds what no event names, where only one reading is possible. */
function bindUnnamed(
  leg: OpenLeg,
  legs: readonly OpenLeg[],
  balances: OpenBalance[],
  movements: OpenMovement[],
): void {
  const isOut = isOutStep(leg.fact.body)
  if (isOut === undefined || leg.left === 0n) return
  const candidates = balances.filter(
    (balance) =>
      balance.isOut === isOut &&
      balance.left > 0n &&
      balance.asset === leg.fact.body.asset &&
      balance.fact.body.names === undefined &&
      mayFace(balance, leg.fact.body),
  )
  const moving = candidates.filter(
    (balance) => movedBetween(balance, leg.fact.body, movements) > 0n,
  )
  if (moving.length === 0) {
    if (leg.bindings.length === 0) {
      leg.unbound = candidates.length === 0 ? 'NO_BALANCE_FACT' : 'NO_MOVEMENT'
    }
    return
  }
  if (isAmbiguous(leg, legs, moving, movements)) {
    leg.unbound = 'AMBIGUOUS'
    return
  }
  for (const balance of moving) claim(leg, balance, movements)
}

/** A credit to a wallet is settled as it is: no book will ever claim it. */
function markForeign(leg: OpenLeg, topology: Topology): void {
  const { at, body } = leg.fact
  if (body.step !== 'credited' || body.recipient === undefined || leg.bindings.length > 0) return
  const venue = topology.collateralVenueAt(at.chainId, body.recipient)
  if (venue === undefined) leg.unbound = 'NOT_COLLATERAL'
}

/** What names its other side faces only that: an event its payer or recipient, a credit the vault that it pays. */
function mayFace({ fact: { body } }: OpenBalance, leg: LegFact): boolean {
  const counterparty = body.moved?.counterparty
  const isPaidElsewhere =
    leg.step === 'credited' && leg.recipient !== undefined && leg.recipient !== body.contract
  return (counterparty === undefined || counterparty === leg.carrierContract) && !isPaidElsewhere
}

/** Several legs are unambiguous only when what moved fills them all, several owners only when one leg takes all of it. */
function isAmbiguous(
  leg: OpenLeg,
  legs: readonly OpenLeg[],
  moving: readonly OpenBalance[],
  movements: readonly OpenMovement[],
): boolean {
  const holders = new Set(
    moving.map(({ fact: { body } }) => `${body.venue}|${body.account}|${body.unit}`),
  )
  const rivals = legs.filter(
    (other) =>
      other.left > 0n &&
      other.fact.body.carrierContract === leg.fact.body.carrierContract &&
      other.fact.body.asset === leg.fact.body.asset &&
      isOutStep(other.fact.body) === isOutStep(leg.fact.body) &&
      moving.some((balance) => mayFace(balance, other.fact.body)),
  )
  const changed = moving.reduce((sum, balance) => sum + balance.left, 0n)
  if (holders.size > 1) return rivals.length > 1 || changed > leg.left
  const carried = movements
    .filter(({ body }) => moving.some((balance) => isBetween(body, balance, leg.fact.body)))
    .reduce((sum, { left }) => sum + left, 0n)
  const wanted = rivals.reduce((sum, { left }) => sum + left, 0n)
  return rivals.length > 1 && wanted > minOf(changed, carried)
}

function claim(leg: OpenLeg, balance: OpenBalance, movements: OpenMovement[]): void {
  const moved = movedBetween(balance, leg.fact.body, movements)
  const amount = minOf(leg.left, balance.left, moved)
  if (amount === 0n) return
  takeMoved(balance, leg.fact.body, movements, amount)
  leg.left -= amount
  balance.left -= amount
  leg.unbound = undefined
  leg.bindings.push(toBinding(balance.fact.body, amount))
}

function toLeg({ fact, bindings, unbound }: OpenLeg, timestamp: bigint): Leg {
  const { body, at } = fact
  return {
    at,
    timestamp,
    canonical: true,
    via: 'bridge',
    step: body.step,
    bridge: body.bridge,
    key: body.key,
    ...(body.alias === undefined ? {} : { alias: body.alias }),
    payloadHash: body.payloadHash,
    asset: body.asset,
    amount: body.amount,
    ...(body.carried === undefined ? {} : { carried: body.carried }),
    ...(body.deadline === undefined ? {} : { deadline: body.deadline }),
    sender: body.sender,
    recipient: body.recipient,
    origin: body.origin,
    destination: body.destination,
    bindings,
    unbound,
  }
}
