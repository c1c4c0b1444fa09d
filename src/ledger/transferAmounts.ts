import type { Holder } from '../facts/AccountFacts.ts'
import type { Binding, Leg } from '../facts/Leg.ts'
import type { GrantedAmounts } from './GrantedAmounts.ts'
import { grantOffsets, offsetClaims } from './offsetAmounts.ts'
import type { ShownBooks } from './ShownBooks.ts'
import { openSends, sortLegs } from './sortLegs.ts'
import type { TransferContext } from './TransferContext.ts'
import type { TransferAmount, TransferState, TransferView } from './TransferView.ts'
import { unbackedAmounts } from './unbackedAmounts.ts'

/** A transfer as judged, with all recorded legs of its key. */
export interface JudgedTransfer {
  view: TransferView
  legs: readonly Leg[]
}

/**
 * The amounts that each of `transfers` adds or takes at a cut (DESIGN §3.4): in flight, lag offset or unbacked, never two
 * of them. Where several share what a book shows, the first of the list comes first; unbacked comes before any offset,
 * because what nothing backs is not what a lagging origin still shows.
 */
export function transferAmounts(
  transfers: readonly JudgedTransfer[],
  context: TransferContext,
  books: ShownBooks,
): readonly (readonly TransferAmount[])[] {
  const granted: GrantedAmounts = new Map()
  const plain = transfers.map(({ view, legs }) => {
    if (view.isThirdParty === true) return []
    const kind = kindOf(view.state)
    if (kind === 'unbacked') return unbackedAmounts(legs, context, books, granted)
    return kind === 'inFlight' ? inFlightAmounts(legs, context) : []
  })
  const claims = transfers.map(({ view, legs }) =>
    kindOf(view.state) === 'lagOffset' ? offsetClaims(view, legs, context) : [],
  )
  grantOffsets(claims.flat(), books, granted)
  return plain.map((amounts, i) => [
    ...amounts,
    ...(claims[i] ?? []).flatMap((claim) => claim.amounts),
  ])
}

function kindOf(state: TransferState): TransferAmount['kind'] | undefined {
  switch (state) {
    case 'IN_FLIGHT':
    case 'STUCK':
    case 'FAILED_RETRYABLE':
    case 'EXPIRED':
      return 'inFlight'
    case 'AWAITING_SOURCE':
      return 'lagOffset'
    case 'UNBACKED':
    case 'DUPLICATE_CREDIT':
    case 'CONFLICT':
    case 'PAYLOAD_CONFLICT':
    case 'AMOUNT_MISMATCH':
      return 'unbacked'
    case 'DELIVERED':
    case 'NOT_COVERED':
    case 'REFUNDED':
    case 'CANCELLED':
    case 'VERIFIED_WITHOUT_SOURCE':
    case 'UNKNOWN':
      return undefined
  }
}

/** What was bound when it left, of the sends that nothing has closed. */
function inFlightAmounts(legs: readonly Leg[], context: TransferContext): TransferAmount[] {
  const { topology } = context
  return openSends(sortLegs(legs, context), context).flatMap((leg) => {
    const venue =
      leg.recipient === undefined
        ? undefined
        : topology.collateralVenueAt(leg.destination, leg.recipient)
    if (venue === undefined || !topology.isFollowed(leg.destination)) return []
    return leg.bindings.map((binding) => ({
      kind: 'inFlight' as const,
      holder: beneficiaryOf(binding, venue),
      chainId: leg.at.chainId,
      asset: leg.asset,
      amount: binding.amount,
      ownerUnknown: false,
    }))
  })
}

/** Who owns it on arrival; where the venue named nobody it stays with the sender, unassigned and without weight. */
function beneficiaryOf({ beneficiary, holder }: Binding, venue: string): Holder {
  return beneficiary ?? { venue, account: holder.account, unit: 'unassigned' }
}
