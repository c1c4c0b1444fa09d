import type { Leg } from '../facts/Leg.ts'
import { isContradicted } from './joinLegs.ts'
import { judgeCredited } from './judgeCredited.ts'
import { judgeSent } from './judgeSent.ts'
import { routeRule } from './routeRule.ts'
import {
  bookedCredits,
  isCollateralBound,
  type SortedLegs,
  settledCredits,
  sortLegs,
} from './sortLegs.ts'
import type { TransferContext } from './TransferContext.ts'
import type { TransferView } from './TransferView.ts'
import type { Verdict } from './Verdict.ts'

/**
 * State of one transfer at a cut: a pure function of its canonical legs inside the cut, coverage and policy, decided in
 * the order of DESIGN §3. `legs` are all recorded legs of one transfer, see `joinLegs`. Undefined when nothing of it is inside
 * the cut, or nothing shows that the route carries it. The amounts are left empty: they depend on what the accounts show, see `transferAmounts`.
 */
export function evaluateTransfer(
  legs: readonly Leg[],
  context: TransferContext,
): TransferView | undefined {
  const sorted = sortLegs(legs, context)
  const witness = sorted.all[0]
  if (witness === undefined || isStrangers(sorted, witness, context)) return undefined
  const main = sorted.sent[0] ?? sorted.bridgeCredits[0] ?? witness
  const verdict = judge(sorted, main, context)
  const credits = settledCredits(sorted)
  const lastCredit = credits.at(-1)
  const binding = sorted.sent[0]?.bindings[0]
  const isReorged = sorted.sent.length === 0 && sorted.evidence.some(({ step }) => step === 'sent')
  return {
    key: main.key,
    bridge: main.bridge,
    origin: main.origin,
    destination: main.destination,
    state: verdict.state,
    stage: verdict.stage,
    cause:
      isReorged && (verdict.state === 'AWAITING_SOURCE' || verdict.state === 'UNBACKED')
        ? 'SOURCE_REORGED'
        : undefined,
    reason: verdict.reason,
    ...(verdict.state === 'UNBACKED' && routeRule(main.bridge, context.topology).isFilled
      ? { isThirdParty: true }
      : {}),
    isCollateralBound: isCollateralBound(sorted, context),
    sentAmount: sorted.sent.length === 0 ? undefined : sumOf(sorted.sent),
    sentAsset: sorted.sent[0]?.asset,
    creditedAmount: credits.length === 0 ? undefined : sumOf(credits),
    creditedAsset: credits[0]?.asset,
    sentAt: sorted.sent[0]?.timestamp,
    creditedAt: lastCredit?.timestamp,
    sender: binding?.holder,
    beneficiary: binding?.beneficiary ?? bookedCredits(sorted)[0]?.bindings[0]?.holder,
    recipient: main.recipient,
    amounts: [],
    legs: sorted.all,
    evidence: sorted.evidence,
  }
}

/** Side facts alone, of a protocol whose side facts name no token. */
function isStrangers(sorted: SortedLegs, { bridge }: Leg, { topology }: TransferContext): boolean {
  const { sent, bridgeCredits, venueCredits, refunds } = sorted
  const moving = sent.length + bridgeCredits.length + venueCredits.length + refunds.length
  return moving === 0 && routeRule(bridge, topology).hasStrangers
}

function judge(sorted: SortedLegs, main: Leg, context: TransferContext): Verdict {
  if (isContradicted(sorted.all)) return { state: 'PAYLOAD_CONFLICT', reason: twoOfOneName }
  const credits = settledCredits(sorted)
  if (credits.length > 0) return judgeCredited(sorted, credits, main, context)
  if (sorted.sent.length > 0) return judgeSent(sorted, context)
  // Its end is certain where its send is not known, such as one whose log was quarantined.
  if (sorted.refunds.length > 0) return { state: 'REFUNDED' }
  if (sorted.all.some(({ step }) => step === 'cancelled')) return { state: 'CANCELLED' }
  const isAttested = sorted.all.some(({ step }) => step === 'attested' || step === 'committed')
  return isAttested
    ? { state: 'VERIFIED_WITHOUT_SOURCE' }
    : { state: 'UNKNOWN', reason: 'Only side facts of this transfer are known.' }
}

const twoOfOneName = 'Two transfers were given one name, and nothing says which of them it is.'

function sumOf(legs: readonly Leg[]): bigint {
  return legs.reduce((sum, { amount }) => sum + amount, 0n)
}
