import type { Holder } from '../facts/Fact.ts'
import type { Binding, Leg } from '../facts/Leg.ts'
import type { Address, ChainId } from '../facts/primitives.ts'
import { maxOf } from '../utils/maxOf.ts'
import { minOf } from '../utils/minOf.ts'
import { decimalsOf, fromGroupUnits, toGroupUnits } from './groupUnits.ts'
import { boundValueOf, groupValueOf } from './legValues.ts'
import { bookedCredits, sortLegs } from './sortLegs.ts'
import type { TransferContext } from './TransferContext.ts'
import type { TransferAmount, TransferView } from './TransferView.ts'

/** What the books show at the cut; group units have 36 decimals, so that assets of one group compare exactly. */
export interface ShownBooks {
  /** Sum of holdings of the group on the chain: of one account, or of the whole venue when undefined. */
  shown(venue: string, account: Address | undefined, chainId: ChainId, group: string): bigint
  /** Lowest holding since a block, in the asset's own units. */
  lowestSince(binding: Binding, chainId: ChainId, fromBlock: bigint): bigint
}

/** Offsets and unbacked amounts already granted at one cut, so that nothing is cancelled twice. */
export type GrantedOffsets = Map<string, bigint>

/**
 * The amounts that one transfer adds or takes at a cut (DESIGN §3.4): in flight, lag offset or unbacked, never two of
 * them. `legs` are all recorded legs of its key. `granted` collects the offsets of the transfers before it.
 */
export function transferAmounts(
  view: TransferView,
  legs: readonly Leg[],
  context: TransferContext,
  books: ShownBooks,
  granted: GrantedOffsets,
): readonly TransferAmount[] {
  switch (view.state) {
    case 'IN_FLIGHT':
    case 'STUCK':
    case 'FAILED_RETRYABLE':
    case 'EXPIRED':
      return inFlightAmounts(legs, context)
    case 'AWAITING_SOURCE':
      return offsetAmounts(view, legs, context, books, granted)
    case 'UNBACKED':
    case 'DUPLICATE_CREDIT':
    case 'CONFLICT':
    case 'PAYLOAD_CONFLICT':
    case 'AMOUNT_MISMATCH':
      return unbackedAmounts(legs, context, books, granted)
    case 'DELIVERED':
    case 'NOT_COVERED':
    case 'REFUNDED':
    case 'CANCELLED':
    case 'VERIFIED_WITHOUT_SOURCE':
    case 'UNKNOWN':
      return []
  }
}

/** What was bound when it left, less what a venue has credited or the bridge returned. */
function inFlightAmounts(legs: readonly Leg[], context: TransferContext): TransferAmount[] {
  const sorted = sortLegs(legs, context)
  const { topology } = context
  let closed = boundValueOf([...bookedCredits(sorted), ...sorted.refunds], topology)
  return sorted.sent.flatMap((leg) => {
    const venue =
      leg.recipient === undefined
        ? undefined
        : topology.collateralVenueAt(leg.destination, leg.recipient)
    if (venue === undefined || !topology.isFollowed(leg.destination)) return []
    const decimals = decimalsOf(leg.at.chainId, leg.asset, topology)
    return leg.bindings.flatMap((binding) => {
      const value = toGroupUnits(binding.amount, decimals)
      const paid = minOf(closed, value)
      closed -= paid
      const amount = fromGroupUnits(value - paid, decimals)
      if (amount === 0n) return []
      return [
        {
          kind: 'inFlight' as const,
          holder: beneficiaryOf(binding, venue),
          chainId: leg.at.chainId,
          asset: leg.asset,
          amount,
          ownerUnknown: false,
        },
      ]
    })
  })
}

/** Who owns it on arrival; where the venue named nobody it stays with the sender, unassigned and without weight. */
function beneficiaryOf({ beneficiary, holder }: Binding, venue: string): Holder {
  return beneficiary ?? { venue, account: holder.account, unit: 'unassigned' }
}

/** A credit ahead of its origin cancels what the lagging origin still shows, and no more. */
function offsetAmounts(
  { origin }: TransferView,
  legs: readonly Leg[],
  context: TransferContext,
  books: ShownBooks,
  granted: GrantedOffsets,
): TransferAmount[] {
  return bookedCredits(sortLegs(legs, context)).flatMap((leg) => {
    const asset = context.topology.assetOfToken(leg.at.chainId, leg.asset)
    if (asset === undefined) return []
    const { decimals, group } = asset
    const token = asset.tokens.get(origin) ?? leg.asset
    return leg.bindings.flatMap(({ holder, amount }) => {
      const wanted = toGroupUnits(amount, decimals)
      const parts = takeShown({ holder, chainId: origin, group, wanted, books, granted })
      return parts.flatMap(({ account, taken }): TransferAmount[] => {
        if (taken === 0n) return []
        const part = fromGroupUnits(taken, decimals)
        const owner = { ...holder, account }
        const place = { chainId: origin, asset: token, amount: part }
        return [{ kind: 'lagOffset', holder: owner, ...place, ownerUnknown: true }]
      })
    })
  })
}

/** Takes of what the credited account shows, then of what its venue shows beyond that; the latter is nobody's. */
function takeShown(parameters: {
  holder: Holder
  chainId: ChainId
  group: string
  wanted: bigint
  books: ShownBooks
  granted: GrantedOffsets
}): { account: Address | undefined; taken: bigint }[] {
  const { holder, chainId, group, wanted, books, granted } = parameters
  const { venue, account } = holder
  const freeOf = (owner: Address | undefined): bigint => {
    const used = granted.get(shownKey(venue, owner, chainId, group)) ?? 0n
    return maxOf(books.shown(venue, owner, chainId, group) - used, 0n)
  }
  const all = minOf(wanted, freeOf(undefined))
  const own = minOf(all, freeOf(account))
  grant(granted, shownKey(venue, account, chainId, group), own)
  // What an account is granted is granted of its venue too, which caps all of them together.
  grant(granted, shownKey(venue, undefined, chainId, group), all)
  return [
    { account, taken: own },
    { account: undefined, taken: all - own },
  ]
}

/** What is shown once can be cancelled once: by an offset or as unbacked, of an account and with it of its venue. */
function shownKey(
  venue: string,
  account: Address | undefined,
  chainId: ChainId,
  group: string,
): string {
  return `shown|${venue}|${account ?? ''}|${chainId}|${group}`
}

function grant(granted: GrantedOffsets, key: string, amount: bigint): void {
  granted.set(key, (granted.get(key) ?? 0n) + amount)
}

/**
 * Credits beyond what was sent, each at most its account's lowest holding since: what has left is the route's loss, no
 * longer collateral.
 */
function unbackedAmounts(
  legs: readonly Leg[],
  context: TransferContext,
  books: ShownBooks,
  granted: GrantedOffsets,
): TransferAmount[] {
  const { topology } = context
  const sorted = sortLegs(legs, context)
  let backed = groupValueOf(sorted.sent, topology)
  return [...bookedCredits(sorted), ...sorted.refunds].flatMap((leg) => {
    const { chainId } = leg.at
    const decimals = decimalsOf(chainId, leg.asset, topology)
    return leg.bindings.flatMap((binding): TransferAmount[] => {
      const covered = minOf(backed, toGroupUnits(binding.amount, decimals))
      backed -= covered
      const { holder, asset } = binding
      const from = leg.at.blockNumber
      const free = freeOfLowest(binding, chainId, from, books, granted)
      const amount = minOf(binding.amount - fromGroupUnits(covered, decimals), free)
      if (amount === 0n) return []
      grant(granted, `${unbackedKey(binding, chainId)}${from}`, amount)
      const group = topology.assetOfToken(chainId, asset)?.group ?? ''
      const value = toGroupUnits(amount, decimalsOf(chainId, asset, topology))
      grant(granted, shownKey(holder.venue, holder.account, chainId, group), value)
      grant(granted, shownKey(holder.venue, undefined, chainId, group), value)
      return [{ kind: 'unbacked', holder, chainId, asset, amount, ownerUnknown: false }]
    })
  })
}

/**
 * What may still be called unbacked of a credit at a block: at no later block may credits up to it exceed the lowest
 * holding since. It holds for every granted credit at once, so that the order in which transfers are judged is free.
 */
function freeOfLowest(
  binding: Binding,
  chainId: ChainId,
  from: bigint,
  books: ShownBooks,
  granted: GrantedOffsets,
): bigint {
  const key = unbackedKey(binding, chainId)
  const grants = [...granted].flatMap(([id, amount]) =>
    id.startsWith(key) ? [{ block: BigInt(id.slice(key.length)), amount }] : [],
  )
  const later = grants.map(({ block }) => block).filter((block) => block > from)
  const rooms = [from, ...later].map((block) =>
    grants
      .filter((other) => other.block <= block)
      .reduce((room, { amount }) => room - amount, books.lowestSince(binding, chainId, block)),
  )
  return maxOf(minOf(binding.amount, ...rooms), 0n)
}

function unbackedKey({ holder, contract, asset }: Binding, chainId: ChainId): string {
  const { venue, account, unit } = holder
  return `unbacked|${chainId}|${contract}|${asset}|${venue}|${account}|${unit}|`
}
