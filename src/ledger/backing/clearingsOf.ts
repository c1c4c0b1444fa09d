import type { Leg } from '../../facts/Leg.ts'
import type { ChainId } from '../../facts/primitives.ts'
import { toGroupUnits } from '../groupUnits.ts'
import { excessCredits, openSends, settledCredits, sortLegs } from '../sortLegs.ts'
import type { TransferContext } from '../TransferContext.ts'
import type { TransferState, TransferView } from '../TransferView.ts'

/**
 * What a transfer has taken out of one side of a bridge and not yet brought to the other, in units of its asset group (36
 * decimals). Positive: sent, so that the escrow still owes it. Negative: issued or released ahead of its source, because the
 * origin's cut is behind; both sides add up again once that is read.
 */
export interface Clearing {
  group: string
  bridge: string
  destination: ChainId
  amount: bigint
}

/**
 * Clearing amounts of a judged transfer at its cut. Escrowed = supply + clearing at every cut, whatever the heights of the chains
 * are (`reference/bridges.md` §0.10), unless something was issued or released without a source: that has none, so it shows.
 */
export function clearingsOf(transfer: TransferView, context: TransferContext): readonly Clearing[] {
  const sorted = sortLegs(transfer.legs, context)
  switch (phaseOf(transfer.state)) {
    case 'open':
      // A credit that landed has been issued, whether or not its venue has booked it.
      return toClearings(openSends(sorted, context, []), 1n, context)
    case 'early': {
      const credits =
        sorted.sent.length === 0 ? settledCredits(sorted) : excessCredits(sorted, context)
      return toClearings(credits, -1n, context)
    }
    case 'closed':
      return []
  }
}

function phaseOf(state: TransferState): 'open' | 'early' | 'closed' {
  switch (state) {
    case 'IN_FLIGHT':
    case 'STUCK':
    case 'FAILED_RETRYABLE':
    case 'EXPIRED':
      return 'open'
    case 'AWAITING_SOURCE':
      return 'early'
    case 'DELIVERED':
    case 'REFUNDED':
    case 'CANCELLED':
    // Issued without a source: what backs it is missing.
    case 'UNBACKED':
    case 'DUPLICATE_CREDIT':
    case 'CONFLICT':
    case 'PAYLOAD_CONFLICT':
    case 'AMOUNT_MISMATCH':
    // Half of it is out of sight: what left for there or came from there moved an escrow for good.
    case 'NOT_COVERED':
    case 'UNKNOWN':
    case 'VERIFIED_WITHOUT_SOURCE':
      return 'closed'
  }
}

function toClearings(
  legs: readonly Leg[],
  sign: 1n | -1n,
  { topology }: TransferContext,
): readonly Clearing[] {
  return legs.flatMap(({ at, asset: token, amount, bridge, destination }) => {
    const asset = topology.assetOfToken(at.chainId, token)
    if (asset === undefined || amount === 0n) return []
    const { group, decimals } = asset
    return [{ group, bridge, destination, amount: sign * toGroupUnits(amount, decimals) }]
  })
}
