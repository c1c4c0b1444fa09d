import type { Holder } from '../facts/Fact.ts'
import type { Binding, Leg } from '../facts/Leg.ts'
import type { Address, ChainId } from '../facts/primitives.ts'
import { maxOf } from '../utils/maxOf.ts'
import { minOf } from '../utils/minOf.ts'
import { bookedCredits, sortLegs, type TransferContext } from './evaluateTransfer.ts'
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

const groupDecimals = 36

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
      return unbackedAmounts(legs, context, books, granted, 0n)
    case 'DUPLICATE_CREDIT':
    case 'CONFLICT':
    case 'PAYLOAD_CONFLICT':
    case 'AMOUNT_MISMATCH':
      return unbackedAmounts(legs, context, books, granted, view.sentAmount ?? 0n)
    case 'DELIVERED':
    case 'NOT_COVERED':
    case 'REFUNDED':
    case 'CANCELLED':
    case 'VERIFIED_WITHOUT_SOURCE':
    case 'UNKNOWN':
      return []
  }
}

/** Group units of an asset amount. */
export function toGroupUnits(amount: bigint, decimals: number): bigint {
  return amount * 10n ** BigInt(groupDecimals - decimals)
}

function fromGroupUnits(amount: bigint, decimals: number): bigint {
  return amount / 10n ** BigInt(groupDecimals - decimals)
}

/** What was bound when it left, less what a venue has credited or the bridge returned. */
function inFlightAmounts(legs: readonly Leg[], context: TransferContext): TransferAmount[] {
  const sorted = sortLegs(legs, context)
  const { topology } = context
  let closed = [...bookedCredits(sorted), ...sorted.refunds].reduce(
    (sum, leg) => sum + leg.bindings.reduce((part, { amount }) => part + amount, 0n),
    0n,
  )
  return sorted.sent.flatMap((leg) => {
    const venue =
      leg.recipient === undefined
        ? undefined
        : topology.collateralVenueAt(leg.destination, leg.recipient)
    if (venue === undefined || !topology.isFollowed(leg.destination)) return []
    return leg.bindings.flatMap((binding) => {
      const paid = minOf(closed, binding.amount)
      closed -= paid
      const amount = binding.amount - paid
      if (amount === 0n) return []
      return [
        {
          kind: 'inFlight' as const,
          holder: beneficiaryOf(binding, venue),
          chainId: leg.at.chainId,
          asset: binding.asset,
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
  view: TransferView,
  legs: readonly Leg[],
  context: TransferContext,
  books: ShownBooks,
  granted: GrantedOffsets,
): TransferAmount[] {
  return bookedCredits(sortLegs(legs, context)).flatMap((leg) =>
    leg.bindings.flatMap((binding) => {
      const { holder } = binding
      const asset = context.topology.assetOfToken(leg.at.chainId, binding.asset)
      if (asset === undefined) return []
      const wanted = toGroupUnits(binding.amount, asset.decimals)
      const grant = (account: Address | undefined, most: bigint): bigint => {
        const key = `${holder.venue}|${account ?? ''}|${view.origin}|${asset.group}`
        const used = granted.get(key) ?? 0n
        const free = books.shown(holder.venue, account, view.origin, asset.group) - used
        const amount = maxOf(minOf(most, free), 0n)
        granted.set(key, used + amount)
        return amount
      }
      const own = grant(holder.account, wanted)
      const venueKey = `${holder.venue}||${view.origin}|${asset.group}`
      granted.set(venueKey, (granted.get(venueKey) ?? 0n) + own)
      const rest = grant(undefined, wanted - own)
      const token = asset.tokens.get(view.origin) ?? binding.asset
      const line = (account: Address | undefined, amount: bigint): TransferAmount[] =>
        amount === 0n
          ? []
          : [
              {
                kind: 'lagOffset',
                holder: { ...holder, account },
                chainId: view.origin,
                asset: token,
                amount: fromGroupUnits(amount, asset.decimals),
                ownerUnknown: true,
              },
            ]
      return [...line(holder.account, own), ...line(undefined, rest)]
    }),
  )
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
  sent: bigint,
): TransferAmount[] {
  const sorted = sortLegs(legs, context)
  const claims = [...bookedCredits(sorted), ...sorted.refunds]
  let backed = sent
  return claims.flatMap((leg) =>
    leg.bindings.flatMap((binding) => {
      const covered = minOf(backed, binding.amount)
      backed -= covered
      const { holder, contract } = binding
      const key = `${leg.at.chainId}|${contract}|${holder.venue}|${holder.account}|${holder.unit}`
      const used = granted.get(key) ?? 0n
      const lowest = books.lowestSince(binding, leg.at.chainId, leg.at.blockNumber)
      const amount = maxOf(minOf(binding.amount - covered, lowest - used), 0n)
      if (amount === 0n) return []
      granted.set(key, used + amount)
      return [
        {
          kind: 'unbacked' as const,
          holder: binding.holder,
          chainId: leg.at.chainId,
          asset: binding.asset,
          amount,
          ownerUnknown: false,
        },
      ]
    }),
  )
}
