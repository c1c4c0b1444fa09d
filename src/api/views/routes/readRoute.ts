import type { ChainId, Hex } from '../../../facts/primitives.ts'
import { evaluateTransfer } from '../../../ledger/evaluateTransfer.ts'
import { joinLegs } from '../../../ledger/joinLegs.ts'
import { type OpenAmount, openAmounts } from '../../../ledger/openAmounts.ts'
import { routeHealth, stuckStates } from '../../../ledger/routeHealth.ts'
import type { TransferState, TransferView } from '../../../ledger/TransferView.ts'
import type { OpenRow, Route } from '../../../store/Snapshot.ts'
import { maxOf } from '../../../utils/maxOf.ts'
import type { ReadContext } from '../ReadContext.ts'
import { toCovered } from '../transfers/judgeTransfers.ts'
import { openStates } from '../transfers/readOpenTransfers.ts'
import { toTransferContext } from '../transfers/toTransferContext.ts'
import type { RouteFlow, RouteView } from '../Views.ts'
import { sumWorths, valueToken, type Worth } from '../values/valueToken.ts'
import { lastDelivered } from './lastDelivered.ts'
import { readRouteControl } from './readRouteControl.ts'

/** Open transfers of one route that are judged for its figures; the oldest come first. */
const OPEN_MAX = 20_000

/** Rows of which the legs are in memory at once. */
const OPEN_PER_STEP = 500

/** Ages at which what is on its way is counted apart, seconds: minutes, half an hour, two hours, a day. */
const ageBounds = [300n, 1_800n, 7_200n, 86_400n] as const

const unsoundStates: ReadonlySet<TransferState> = new Set([
  'UNBACKED',
  'DUPLICATE_CREDIT',
  'CONFLICT',
  'PAYLOAD_CONFLICT',
  'AMOUNT_MISMATCH',
])

interface OpenTransfer {
  view: TransferView
  amounts: readonly OpenAmount[]
  worth: Worth
}

/** One route at the context's cut, summed over what of it is open. */
export function readRoute(context: ReadContext, route: Route): RouteView {
  const { open, unsound, isTruncated } = readOpen(context, route)
  const late = open.filter(({ view }) => stuckStates.has(view.state))
  const stuck = toFlow(context, late)
  const notCovered = whyNotCovered(context, route)
  const { health, reason } = routeHealth({
    unsound,
    stuck: stuck.count,
    oldestStuckAt: stuck.oldestSentAt,
    lastDeliveredSentAt: stuck.count === 0 ? undefined : lastDelivered(context, route),
    notCovered,
  })
  return {
    ...route,
    health,
    reason,
    inFlight: toFlow(context, open),
    stuck,
    isTruncated,
    learned: context.deliveryTimes(context, route),
    policy: context.topology.policy(route.bridge),
    control: readRouteControl(context, route, notCovered),
  }
}

function readOpen(
  context: ReadContext,
  route: Route,
): { open: readonly OpenTransfer[]; unsound: number; isTruncated: boolean } {
  const open: OpenTransfer[] = []
  let unsound = 0
  let scanned = 0
  for (let after: OpenRow | undefined; ; ) {
    const page = { ...route, order: 'asc', after, limit: OPEN_PER_STEP } as const
    const rows = context.snapshot.openTransfers({ ...page, at: context.heights })
    for (const transfer of judge(
      context,
      rows.map(({ key }) => key),
    )) {
      const { state, isThirdParty, bridge } = transfer.view
      // Another bridge may use the key for a transfer of its own.
      if (bridge !== route.bridge) continue
      // What a filler gave without a source is its own loss, not the route's.
      if (unsoundStates.has(state) && isThirdParty !== true) unsound += 1
      if (openStates.has(state) && transfer.view.sentAt !== undefined) open.push(transfer)
    }
    scanned += rows.length
    after = rows.at(-1)
    if (rows.length < OPEN_PER_STEP) return { open, unsound, isTruncated: false }
    if (scanned >= OPEN_MAX) return { open, unsound, isTruncated: true }
  }
}

function judge(context: ReadContext, keys: readonly Hex[]): readonly OpenTransfer[] {
  const legs = context.snapshot.legs({ of: 'keys', keys })
  const judging = toTransferContext(context)
  return joinLegs(legs, context.chainCuts).flatMap(([, { legs: joined }]) => {
    const view = evaluateTransfer(joined, judging)
    if (view === undefined) return []
    const amounts = openAmounts(joined, judging)
    const worth = sumWorths(amounts.map((amount) => valueToken(context, amount)))
    return [{ view: toCovered(view, context.sources), amounts, worth }]
  })
}

function toFlow({ cut }: ReadContext, transfers: readonly OpenTransfer[]): RouteFlow {
  const ages = transfers.map(({ view }) => maxOf(cut.asOf - (view.sentAt ?? cut.asOf), 0n))
  const oldest = transfers.reduce<bigint | undefined>(
    (first, { view: { sentAt } }) =>
      sentAt !== undefined && (first === undefined || sentAt < first) ? sentAt : first,
    undefined,
  )
  return {
    count: transfers.length,
    ...sumWorths(transfers.map(({ worth }) => worth)),
    amounts: sumAmounts(transfers),
    oldestSentAt: oldest,
    oldestAgeSeconds: oldest === undefined ? undefined : maxOf(cut.asOf - oldest, 0n),
    ages: [0n, ...ageBounds].map((fromSeconds, i) => {
      const belowSeconds = ageBounds[i]
      const own = transfers.filter((_, nth) => {
        const age = ages[nth] ?? 0n
        return age >= fromSeconds && (belowSeconds === undefined || age < belowSeconds)
      })
      const worth = sumWorths(own.map((transfer) => transfer.worth))
      return { fromSeconds, belowSeconds, count: own.length, ...worth }
    }),
  }
}

/** One amount per token, the order of tokens that of their addresses. */
function sumAmounts(transfers: readonly OpenTransfer[]): readonly OpenAmount[] {
  const sums = new Map<string, OpenAmount>()
  for (const each of transfers.flatMap(({ amounts }) => amounts)) {
    const token = `${each.chainId}:${each.asset}`
    const amount = (sums.get(token)?.amount ?? 0n) + each.amount
    sums.set(token, { ...each, amount })
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum)
}

/** Why what happens at an end of the route is not known at the cut. */
function whyNotCovered(context: ReadContext, route: Route): string | undefined {
  const { bridge, origin, destination } = route
  const joining = context.sources.joiningEnd(bridge, [origin, destination])
  if (joining !== undefined)
    return `It was added, and the past of chain ${joining} is still being read.`
  for (const chainId of [origin, destination]) {
    const reason = whyEndNotCovered(context, bridge, chainId)
    if (reason !== undefined) return reason
  }
  return undefined
}

function whyEndNotCovered(
  { topology, chainCuts }: ReadContext,
  bridge: string,
  chainId: ChainId,
): string | undefined {
  if (!topology.isFollowed(chainId)) return `Chain ${chainId} is not followed.`
  if (topology.bridgeStart(bridge, chainId) === undefined)
    return `The bridge is not followed on chain ${chainId}.`
  const chain = chainCuts.get(chainId)
  if (chain === undefined) return `Chain ${chainId} is not in this cut.`
  return chain.coveredFrom.get(bridge) === undefined
    ? `The bridge has not been read on chain ${chainId} yet.`
    : undefined
}
