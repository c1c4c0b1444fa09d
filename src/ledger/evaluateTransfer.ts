import { comparePositions, factId } from '../facts/Fact.ts'
import type { Leg } from '../facts/Leg.ts'
import { type ChainId, unknownChain } from '../facts/primitives.ts'
import { maxOf } from '../utils/maxOf.ts'
import type { Topology } from './createTopology.ts'
import { decimalsOf, toGroupUnits } from './groupUnits.ts'
import type { TransferStage, TransferState, TransferView } from './TransferView.ts'

/** How far one chain is taken into a cut. `txIndex` limits the last block to its first transactions. */
export interface ChainCut {
  number: bigint
  /** Last transaction of `number` that is in; undefined takes the whole block. */
  txIndex: number | undefined
  /** Seconds; everything up to here is known. */
  timestamp: bigint
  /** First covered moment per bridge, seconds; a bridge that is absent is not covered. */
  coveredFrom: ReadonlyMap<string, bigint>
}

/** The cut and the configured world that a transfer is judged against. */
export interface TransferContext {
  cut: ReadonlyMap<ChainId, ChainCut>
  topology: Topology
}

/** Legs of one transfer inside the cut, by what they say. */
export interface SortedLegs {
  sent: readonly Leg[]
  bridgeCredits: readonly Leg[]
  venueCredits: readonly Leg[]
  refunds: readonly Leg[]
  all: readonly Leg[]
  evidence: readonly Leg[]
}

type Verdict = { state: TransferState; stage?: TransferStage | undefined; reason?: string }

/**
 * State of one transfer at a cut: a pure function of its canonical legs inside the cut, coverage and policy, decided in
 * the order of DESIGN §3. `legs` are all recorded legs of one key. Undefined when nothing of it is inside the cut.
 * The amounts are left empty: they depend on what the accounts show, see `transferAmounts`.
 */
export function evaluateTransfer(
  legs: readonly Leg[],
  context: TransferContext,
): TransferView | undefined {
  const sorted = sortLegs(legs, context)
  const witness = sorted.all[0]
  if (witness === undefined) return undefined
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

/** Splits the legs of a transfer into what is inside the cut and what is orphaned evidence, each leg once, by time. */
export function sortLegs(legs: readonly Leg[], { cut }: TransferContext): SortedLegs {
  const distinct = new Map(legs.map((leg) => [`${leg.via}:${factId(leg.at)}`, leg]))
  const known = [...distinct.values()].sort(compareLegs)
  const all = known.filter((leg) => leg.canonical && isInside(leg, cut.get(leg.at.chainId)))
  const sent = all.filter(({ step }) => step === 'sent')
  const queued = all.filter(({ step }) => step === 'queued')
  return {
    sent: replaceQueued(queued, sent),
    bridgeCredits: all.filter(({ step, via }) => step === 'credited' && via === 'bridge'),
    venueCredits: all.filter(({ step, via }) => step === 'credited' && via === 'venue'),
    refunds: all.filter(({ step }) => step === 'refunded'),
    all,
    evidence: known.filter((leg) => !leg.canonical),
  }
}

function compareLegs(a: Leg, b: Leg): number {
  if (a.timestamp !== b.timestamp) return a.timestamp < b.timestamp ? -1 : 1
  return a.at.chainId - b.at.chainId || comparePositions(a.at, b.at) || (a.via < b.via ? -1 : 1)
}

/**
 * Queued and sent are the same value: the i-th sent leg of a payload replaces its i-th queued one, and keeps its owner
 * where nothing left a vault any more when it was sent.
 */
function replaceQueued(queued: readonly Leg[], sent: readonly Leg[]): readonly Leg[] {
  const waiting = [...queued]
  const replaced = sent.map((leg) => {
    const index = waiting.findIndex(({ payloadHash }) => payloadHash === leg.payloadHash)
    const [before] = index === -1 ? [] : waiting.splice(index, 1)
    return before === undefined || leg.bindings.length > 0
      ? leg
      : { ...leg, bindings: before.bindings }
  })
  return [...replaced, ...waiting].sort(compareLegs)
}

function isInside(leg: Leg, chain: ChainCut | undefined): boolean {
  if (chain === undefined || leg.at.blockNumber > chain.number) return false
  return (
    leg.at.blockNumber < chain.number ||
    chain.txIndex === undefined ||
    leg.at.txIndex <= chain.txIndex
  )
}

/** Whether value of this transfer is collateral while it crosses: bound, and on its way to collateral. */
export function isCollateralBound(sorted: SortedLegs, { topology }: TransferContext): boolean {
  return sorted.sent.some(
    ({ bindings, destination, recipient }) =>
      bindings.length > 0 &&
      recipient !== undefined &&
      topology.isFollowed(destination) &&
      topology.collateralVenueAt(destination, recipient) !== undefined,
  )
}

/** Credits that a venue has booked; a credit that landed and waits for its venue is not among them. */
export function bookedCredits(sorted: SortedLegs): readonly Leg[] {
  return [...sorted.bridgeCredits, ...sorted.venueCredits].filter(
    ({ bindings }) => bindings.length > 0,
  )
}

/** The credits that say how much arrived: the bridge's own, or the venue's where the bridge said nothing. */
function settledCredits(sorted: SortedLegs): readonly Leg[] {
  return sorted.bridgeCredits.length > 0 ? sorted.bridgeCredits : sorted.venueCredits
}

function judge(sorted: SortedLegs, main: Leg, context: TransferContext): Verdict {
  const credits = settledCredits(sorted)
  if (credits.length > 0) return judgeCredited(sorted, credits, main, context)
  if (sorted.sent.length > 0) return judgeSent(sorted, main, context)
  const isAttested = sorted.all.some(({ step }) => step === 'attested' || step === 'committed')
  return isAttested
    ? { state: 'VERIFIED_WITHOUT_SOURCE' }
    : { state: 'UNKNOWN', reason: 'Only side facts of this transfer are known.' }
}

function judgeCredited(
  sorted: SortedLegs,
  credits: readonly Leg[],
  main: Leg,
  context: TransferContext,
): Verdict {
  const { sent } = sorted
  const { topology } = context
  const booked = bookedCredits(sorted)
  const isOverbooked = boundValueOf(booked, topology) > groupValueOf(credits, topology)
  if ((isOverbooked && booked.length > 1) || isDuplicated(sent, credits, topology)) {
    return { state: 'DUPLICATE_CREDIT' }
  }
  if (sorted.refunds.length > 0) return { state: 'CONFLICT' }
  if (sent.length === 0) return judgeWithoutSource(credits, main, context)
  const payloads = new Set(sent.map(({ payloadHash }) => payloadHash))
  if (sorted.bridgeCredits.some(({ payloadHash }) => !payloads.has(payloadHash))) {
    return { state: 'PAYLOAD_CONFLICT' }
  }
  if (isOverbooked || isMismatched(sent, credits, topology)) return { state: 'AMOUNT_MISMATCH' }
  if (isLandedOnly(sorted, context)) {
    return isLate(main, context)
      ? { state: 'STUCK', stage: 'LANDED', reason: 'It landed; the venue has not credited it.' }
      : { state: 'IN_FLIGHT', stage: 'LANDED' }
  }
  return { state: 'DELIVERED' }
}

/**
 * Exact by count: more credits than sends, and more value than was sent. While no source is known only a route that
 * credits once can say so: another may deliver in parts.
 */
function isDuplicated(sent: readonly Leg[], credits: readonly Leg[], topology: Topology): boolean {
  if (sent.length === 0) return credits.length > 1 && isExactRoute(credits, topology)
  return (
    credits.length > sent.length && groupValueOf(credits, topology) > groupValueOf(sent, topology)
  )
}

/** Hyperlane warp routes deliver once and what was sent, in message units; a custom bridge may deliver in parts. */
function isExactRoute([first]: readonly Leg[], topology: Topology): boolean {
  return first !== undefined && topology.bridge(first.bridge)?.type === 'hyperlane'
}

/** A route that is not exact may keep a fee, never add. Assets of two groups do not compare. */
function isMismatched(sent: readonly Leg[], credits: readonly Leg[], topology: Topology): boolean {
  const groups = [...sent, ...credits].map(
    ({ at, asset }) => topology.assetOfToken(at.chainId, asset)?.group,
  )
  if (new Set(groups).size > 1) return false
  const difference = groupValueOf(sent, topology) - groupValueOf(credits, topology)
  return isExactRoute(sent, topology) ? difference !== 0n : difference < 0n
}

function isLandedOnly(sorted: SortedLegs, { topology }: TransferContext): boolean {
  return sorted.bridgeCredits.some(
    ({ bindings, at, recipient }) =>
      bindings.length === 0 &&
      recipient !== undefined &&
      topology.collateralVenueAt(at.chainId, recipient) !== undefined &&
      sorted.venueCredits.length === 0 &&
      isCollateralBound(sorted, { topology, cut: new Map() }),
  )
}

function judgeWithoutSource(
  credits: readonly Leg[],
  main: Leg,
  { cut, topology }: TransferContext,
): Verdict {
  const creditedAt = credits[0]?.timestamp ?? 0n
  const { skewSeconds } = topology.policy(main.bridge)
  if (main.origin === unknownChain || !topology.isFollowed(main.origin)) {
    return { state: 'NOT_COVERED', reason: `Its origin, chain ${main.origin}, is not followed.` }
  }
  if (topology.bridgeStart(main.bridge, main.origin) === undefined) {
    return {
      state: 'NOT_COVERED',
      reason: `Its route is not followed at its origin, chain ${main.origin}.`,
    }
  }
  const origin = cut.get(main.origin)
  const coveredFrom = origin?.coveredFrom.get(main.bridge)
  if (origin === undefined || coveredFrom === undefined) return { state: 'AWAITING_SOURCE' }
  // The origin's clock may be behind by the skew, hence it must have been covered that much earlier.
  if (coveredFrom > maxOf(creditedAt - skewSeconds, 0n)) {
    return { state: 'NOT_COVERED', reason: 'The route was not covered at its origin back then.' }
  }
  return origin.timestamp > creditedAt + skewSeconds
    ? { state: 'UNBACKED', reason: 'Its origin is covered past the credit and never sent it.' }
    : { state: 'AWAITING_SOURCE' }
}

function judgeSent(sorted: SortedLegs, main: Leg, context: TransferContext): Verdict {
  if (sorted.refunds.length > 0) return { state: 'REFUNDED' }
  if (sorted.all.some(({ step }) => step === 'cancelled')) return { state: 'CANCELLED' }
  if (sorted.all.some(({ step }) => step === 'failed')) return { state: 'FAILED_RETRYABLE' }
  const reason = whyNotCovered(main, context)
  if (reason !== undefined) return { state: 'UNKNOWN', reason }
  const stage = stageOf(sorted)
  return isLate(main, context)
    ? { state: 'STUCK', stage, reason: 'Its destination is covered past the deadline.' }
    : { state: 'IN_FLIGHT', stage }
}

/** Why a credit could exist unseen: then nothing is claimed of its absence. */
function whyNotCovered(main: Leg, { cut, topology }: TransferContext): string | undefined {
  const { destination, bridge } = main
  if (destination === unknownChain || !topology.isFollowed(destination)) {
    return `DESTINATION_NOT_FOLLOWED: chain ${destination} is not followed.`
  }
  if (topology.bridgeStart(bridge, destination) === undefined) {
    return `DESTINATION_NOT_COVERED: its route is not followed on chain ${destination}.`
  }
  const coveredFrom = cut.get(destination)?.coveredFrom.get(bridge)
  return coveredFrom !== undefined && coveredFrom > main.timestamp
    ? `DESTINATION_NOT_COVERED: chain ${destination} is covered from ${coveredFrom} (seconds) on.`
    : undefined
}

function stageOf(sorted: SortedLegs): TransferStage {
  const has = (step: Leg['step']): boolean => sorted.all.some((leg) => leg.step === step)
  if (has('committed')) return 'COMMITTED'
  if (has('attested')) return 'ATTESTED'
  return has('sent') ? 'SENT' : 'QUEUED'
}

/** Absence is a claim: late only when the destination is covered past the deadline. */
function isLate(main: Leg, { cut, topology }: TransferContext): boolean {
  const chain = cut.get(main.destination)
  if (chain?.coveredFrom.get(main.bridge) === undefined) return false
  return chain.timestamp >= main.timestamp + topology.policy(main.bridge).stuckAfterSeconds
}

function sumOf(legs: readonly Leg[]): bigint {
  return legs.reduce((sum, { amount }) => sum + amount, 0n)
}

/** Sum in group units. */
export function groupValueOf(legs: readonly Leg[], topology: Topology): bigint {
  return legs.reduce(
    (sum, { at, asset, amount }) =>
      sum + toGroupUnits(amount, decimalsOf(at.chainId, asset, topology)),
    0n,
  )
}

/** Sum of what is bound, in group units. */
export function boundValueOf(legs: readonly Leg[], topology: Topology): bigint {
  const bound = legs.map((leg) => ({
    ...leg,
    amount: leg.bindings.reduce((sum, { amount }) => sum + amount, 0n),
  }))
  return groupValueOf(bound, topology)
}
