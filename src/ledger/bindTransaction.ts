import {
  type BalanceFact,
  type CustodyFact,
  comparePositions,
  type Fact,
  type LegFact,
} from '../facts/Fact.ts'
import type { Binding, Leg, UnboundReason } from '../facts/Leg.ts'
import { type Address, unknownChain, zeroAddress } from '../facts/primitives.ts'
import { minOf } from '../utils/minOf.ts'
import type { Topology } from './createTopology.ts'
import { type Residual, residualsOf } from './residualsOf.ts'

export interface BoundTransaction {
  legs: readonly Leg[]
  residuals: readonly Residual[]
}

/** A balance fact with what of its moved amount no leg has claimed yet. */
interface OpenBalance {
  fact: Fact<BalanceFact>
  asset: Address
  left: bigint
  isOut: boolean
}

interface OpenMovement {
  body: CustodyFact
  left: bigint
}

interface OpenLeg {
  fact: Fact<LegFact>
  left: bigint
  bindings: Binding[]
  unbound: UnboundReason | undefined
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
  const ordered = [...facts].sort((a, b) => comparePositions(a.at, b.at))
  const balances = ordered.flatMap(toOpenBalance)
  const movements = ordered.flatMap(toOpenMovement)
  const legs = ordered.flatMap(toOpenLeg)
  for (const leg of legs) bindNamed(leg, balances, movements)
  for (const leg of legs) bindUnnamed(leg, legs, balances, movements)
  for (const leg of legs) markForeign(leg, topology)
  return {
    legs: [
      ...legs.map((leg) => toLeg(leg, timestamp)),
      ...venueCredits(balances, legs, timestamp, topology),
    ],
    residuals: residualsOf(ordered, topology),
  }
}

function toOpenBalance(fact: Fact): OpenBalance[] {
  const { body } = fact
  if (body.kind !== 'balance' || body.side !== 'asset' || body.moved === undefined) return []
  if (body.change.type !== 'delta') return []
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

/** Which way value crosses the vault's door for this step; undefined for steps that move nothing. */
function isOutStep(leg: LegFact): boolean | undefined {
  switch (leg.step) {
    case 'sent':
    case 'queued':
      return true
    case 'credited':
    case 'refunded':
      return false
    case 'attested':
    case 'committed':
    case 'failed':
    case 'cancelled':
      return undefined
  }
}

function bindNamed(leg: OpenLeg, balances: OpenBalance[], movements: OpenMovement[]): void {
  const isOut = isOutStep(leg.fact.body)
  for (const balance of balances) {
    if (balance.isOut !== isOut || balance.asset !== leg.fact.body.asset) continue
    if (balance.fact.body.names?.key === leg.fact.body.key) claim(leg, balance, movements)
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
  take(balance, leg.fact.body, movements, amount)
  leg.left -= amount
  balance.left -= amount
  leg.unbound = undefined
  leg.bindings.push(toBinding(balance.fact.body, amount))
}

function toBinding(body: BalanceFact, amount: bigint): Binding {
  return {
    holder: { venue: body.venue, account: body.account, unit: body.unit },
    asset: body.asset,
    contract: body.contract,
    amount,
    beneficiary: body.names?.beneficiary,
  }
}

/** A router that is the token itself mints and burns; any other router receives and pays. */
function isBetween(movement: CustodyFact, balance: OpenBalance, leg: LegFact): boolean {
  if (movement.token !== leg.asset) return false
  const far = leg.asset === leg.carrierContract ? zeroAddress : leg.carrierContract
  const vault = balance.fact.body.contract
  return balance.isOut
    ? movement.from === vault && (movement.to === far || movement.to === leg.carrierContract)
    : movement.to === vault && (movement.from === far || movement.from === leg.carrierContract)
}

function movedBetween(
  balance: OpenBalance,
  leg: LegFact,
  movements: readonly OpenMovement[],
): bigint {
  return movements
    .filter(({ body }) => isBetween(body, balance, leg))
    .reduce((sum, { left }) => sum + left, 0n)
}

function take(balance: OpenBalance, leg: LegFact, movements: OpenMovement[], amount: bigint): void {
  let rest = amount
  for (const movement of movements) {
    if (!isBetween(movement.body, balance, leg)) continue
    const part = minOf(rest, movement.left)
    movement.left -= part
    rest -= part
  }
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
    payloadHash: body.payloadHash,
    asset: body.asset,
    amount: body.amount,
    sender: body.sender,
    recipient: body.recipient,
    origin: body.origin,
    destination: body.destination,
    bindings,
    unbound,
  }
}

/** Credits by which a venue settles what landed in an earlier transaction, or came by a message of its own. */
function venueCredits(
  balances: readonly OpenBalance[],
  legs: readonly OpenLeg[],
  timestamp: bigint,
  topology: Topology,
): Leg[] {
  return balances.flatMap(({ fact, isOut, left }) => {
    const { names, contract } = fact.body
    if (names === undefined || isOut || left === 0n) return []
    const carrier = legs.find((leg) => leg.fact.body.key === names.key)?.fact.body
    const asset = fact.body.moved?.asset ?? fact.body.asset
    return [
      {
        at: fact.at,
        timestamp,
        canonical: true,
        via: 'venue' as const,
        step: 'credited' as const,
        bridge: carrier?.bridge ?? topology.bridgeOfToken(fact.at.chainId, asset) ?? '',
        key: names.key,
        payloadHash: names.key,
        asset,
        amount: left,
        sender: undefined,
        recipient: contract,
        origin: carrier?.origin ?? unknownChain,
        destination: fact.at.chainId,
        bindings: [toBinding(fact.body, left)],
        unbound: undefined,
      },
    ]
  })
}
