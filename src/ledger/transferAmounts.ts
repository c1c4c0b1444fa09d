import type { Holder } from '../facts/Fact.ts'
import type { Binding, Leg } from '../facts/Leg.ts'
import type { Address, ChainId } from '../facts/primitives.ts'
import { maxOf } from '../utils/maxOf.ts'
import { minOf } from '../utils/minOf.ts'
import {
  bookedCredits,
  boundValueOf,
  groupValueOf,
  sortLegs,
  type TransferContext,
} from './evaluateTransfer.ts'
import { decimalsOf, fromGroupUnits, toGroupUnits as scaleToGroup } from './groupUnits.ts'
import type { TransferAmount, TransferView } from './TransferView.ts'

/** What the books show at the cut; group units have 36 decimals, so that assets of one group compare exactly. */
export interface ShownBooks {
  /** Sum of holdings of the group on the chain: of one account, or of the whole venue when undefined. */
  shown(venue: string, account: Address | undefined, chainId: ChainId, group: string): bigint
  /** Lowest holding since a block, in the asset's own units. */
  lowestSince(binding: Binding, chainId: ChainId, fromBlock: bigint): bigint
}

/** Group units of an asset amount, in which `shown` answers. */
export const toGroupUnits = scaleToGroup

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
      return unbackedAmounts(legs, context, books, granted)
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
      const value = scaleToGroup(binding.amount, decimals)
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
  view: TransferView,
  legs: readonly Leg[],
  context: TransferContext,
  books: ShownBooks,
  granted: GrantedOffsets,
): TransferAmount[] {
  return bookedCredits(sortLegs(legs, context)).flatMap((leg) =>
    leg.bindings.flatMap((binding) => {
      const { holder } = binding
      const asset = context.topology.assetOfToken(leg.at.chainId, leg.asset)
      if (asset === undefined) return []
      const wanted = scaleToGroup(binding.amount, asset.decimals)
      const keyOf = (account: Address | undefined): string =>
        `${holder.venue}|${account ?? ''}|${view.origin}|${asset.group}`
      const freeOf = (account: Address | undefined): bigint => {
        const shown = books.shown(holder.venue, account, view.origin, asset.group)
        return maxOf(shown - (granted.get(keyOf(account)) ?? 0n), 0n)
      }
      const grant = (account: Address | undefined, amount: bigint): void => {
        granted.set(keyOf(account), (granted.get(keyOf(account)) ?? 0n) + amount)
      }
      // What an account is granted is granted of its venue too, which caps all of them together.
      const own = minOf(wanted, freeOf(holder.account), freeOf(undefined))
      const rest = minOf(wanted, freeOf(undefined)) - own
      grant(holder.account, own)
      grant(undefined, own + rest)
      const token = asset.tokens.get(view.origin) ?? leg.asset
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
): TransferAmount[] {
  const sorted = sortLegs(legs, context)
  const claims = [...bookedCredits(sorted), ...sorted.refunds]
  let backed = groupValueOf(sorted.sent, context.topology)
  return claims.flatMap((leg) => {
    const decimals = decimalsOf(leg.at.chainId, leg.asset, context.topology)
    return leg.bindings.flatMap((binding) => {
      const value = minOf(backed, scaleToGroup(binding.amount, decimals))
      backed -= value
      const covered = fromGroupUnits(value, decimals)
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
    })
  })
}
