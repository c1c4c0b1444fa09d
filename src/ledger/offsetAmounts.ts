import type { Holder } from '../facts/AccountFacts.ts'
import type { Leg } from '../facts/Leg.ts'
import type { Address, ChainId } from '../facts/primitives.ts'
import { maxOf } from '../utils/maxOf.ts'
import { minOf } from '../utils/minOf.ts'
import { type GrantedAmounts, grant, shownKey } from './GrantedAmounts.ts'
import { decimalsOf, fromGroupUnits, toGroupUnits } from './groupUnits.ts'
import type { ShownBooks } from './ShownBooks.ts'
import { bookedCredits, excessCredits, sortLegs } from './sortLegs.ts'
import type { TransferContext } from './TransferContext.ts'
import type { TransferAmount, TransferView } from './TransferView.ts'

/** What one credit ahead of its origin has still to cancel there. */
export interface OffsetClaim {
  holder: Holder
  /** Followed chain that lags, and the token in which it shows the credit's group. */
  chainId: ChainId
  group: string
  token: Address
  decimals: number
  /** Group units. */
  left: bigint
  amounts: TransferAmount[]
}

/** What the credits of a transfer have to cancel at its origin, before anything is cancelled. */
export function offsetClaims(
  { origin }: TransferView,
  legs: readonly Leg[],
  context: TransferContext,
): readonly OffsetClaim[] {
  const { topology } = context
  const sorted = sortLegs(legs, context)
  const excess = sorted.sent.length === 0 ? [] : excessCredits(sorted, context)
  // Of a shared key that has sends only the credits beyond them wait for their source.
  const waiting = bookedCredits(sorted).filter((leg) => excess.length === 0 || excess.includes(leg))
  return waiting.flatMap((leg) => {
    const asset = topology.assetOfToken(leg.at.chainId, leg.asset)
    const token = asset && topology.groupTokenOn(origin, asset)
    if (asset === undefined || token === undefined) return []
    const decimals = decimalsOf(origin, token, topology)
    return leg.bindings.map(({ holder, amount }) => ({
      holder,
      chainId: origin,
      group: asset.group,
      token,
      decimals,
      left: toGroupUnits(amount, asset.decimals),
      amounts: [],
    }))
  })
}

/**
 * Cancels of each claim what the lagging origin still shows, and no more: first all claims of their own accounts, then the
 * rest of their venues, which is nobody's. So what one account is granted does not depend on the credits of another.
 */
export function grantOffsets(
  claims: readonly OffsetClaim[],
  books: ShownBooks,
  granted: GrantedAmounts,
): void {
  for (const claim of claims) takeShown(claim, claim.holder.account, books, granted)
  for (const claim of claims) takeShown(claim, undefined, books, granted)
}

function takeShown(
  claim: OffsetClaim,
  account: Address | undefined,
  books: ShownBooks,
  granted: GrantedAmounts,
): void {
  const { holder, chainId, group, decimals } = claim
  const { venue } = holder
  const freeOf = (owner: Address | undefined): bigint => {
    const used = granted.get(shownKey(venue, owner, chainId, group)) ?? 0n
    return maxOf(books.shown(venue, owner, chainId, group) - used, 0n)
  }
  const free = minOf(freeOf(account), freeOf(undefined))
  const amount = fromGroupUnits(minOf(claim.left, free), decimals)
  if (amount === 0n) return
  const taken = toGroupUnits(amount, decimals)
  claim.left -= taken
  if (account !== undefined) grant(granted, shownKey(venue, account, chainId, group), taken)
  // What an account is granted is granted of its venue too, which caps all of them together.
  grant(granted, shownKey(venue, undefined, chainId, group), taken)
  const owner = { ...holder, account }
  const place = { chainId, asset: claim.token, amount }
  claim.amounts.push({ kind: 'lagOffset', holder: owner, ...place, ownerUnknown: true })
}
