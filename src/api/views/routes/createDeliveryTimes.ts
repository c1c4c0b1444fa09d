import {
  DELIVERY_SAMPLES_MAX,
  type DeliveryTimes,
  toDeliveryTimes,
} from '../../../ledger/deliveryTimes.ts'
import { evaluateTransfer } from '../../../ledger/evaluateTransfer.ts'
import { joinLegs } from '../../../ledger/joinLegs.ts'
import type { Delivery, DeliveryPage, Route } from '../../../store/Snapshot.ts'
import { maxOf } from '../../../utils/maxOf.ts'
import { minOf } from '../../../utils/minOf.ts'
import type { ReadContext } from '../ReadContext.ts'

/** Why nothing is learned of a route. */
export type DeliveryUnknown = 'NOT_COVERED' | 'TOO_FEW_SAMPLES'

/** What is learned of a route, or why nothing is. */
export type LearnedTimes =
  | { times: DeliveryTimes; unknown?: undefined }
  | { times?: undefined; unknown: DeliveryUnknown }

/**
 * What finalized deliveries of a route inside the context's cut say about its time. With `until` (seconds), only those that
 * had arrived by then: what was known at that moment, whatever the cut.
 */
export type ReadDeliveryTimes = (
  context: DeliveryContext,
  route: Route,
  until?: bigint,
) => LearnedTimes

export type DeliveryContext = Pick<
  ReadContext,
  'snapshot' | 'cut' | 'heights' | 'chainCuts' | 'topology' | 'sources'
>

/** Versions remembered: those of a hundred routes, each with a few moments that deadlines ask for. */
const KNOWN_MAX = 1_000

/** Reads delivery times and remembers the newest: finalized deliveries of one revision never change. */
export function createDeliveryTimes(): ReadDeliveryTimes {
  const known = new Map<string, LearnedTimes>()
  return (context, route, until) => {
    const page = toPage(context, route, until)
    if (page === undefined) return { unknown: 'NOT_COVERED' }
    const { bridge, origin, destination, sentUpTo, creditedUpTo } = page
    const { revision, retention } = context.snapshot
    const kept = retention.map(({ number }) => number).join()
    const id = [revision, kept, bridge, origin, destination, sentUpTo, creditedUpTo].join('|')
    const held = known.get(id)
    if (held !== undefined) return held
    const times = toDeliveryTimes(deliveriesOf(context, page))
    const learned: LearnedTimes = times === undefined ? { unknown: 'TOO_FEW_SAMPLES' } : { times }
    const [oldest] = known.keys()
    if (known.size >= KNOWN_MAX && oldest !== undefined) known.delete(oldest)
    known.set(id, learned)
    return learned
  }
}

/** Undefined where an end of the route is not in the cut with all of its past. */
function toPage(
  { snapshot, cut, heights, chainCuts, topology, sources }: DeliveryContext,
  { bridge, origin, destination }: Route,
  until: bigint | undefined,
): DeliveryPage | undefined {
  const finalOf = (chainId: number): bigint | undefined => {
    if (!heights.has(chainId) || topology.bridgeStart(bridge, chainId) === undefined)
      return undefined
    if (chainCuts.get(chainId)?.coveredFrom.get(bridge) === undefined) return undefined
    return cut.chains.find((chain) => chain.chainId === chainId)?.finalized
  }
  const [sentUpTo, finalized] = [finalOf(origin), finalOf(destination)]
  if (sentUpTo === undefined || finalized === undefined) return undefined
  if (sources.joiningEnd(bridge, [origin, destination]) !== undefined) return undefined
  const limit = DELIVERY_SAMPLES_MAX
  if (until === undefined)
    return { bridge, origin, destination, sentUpTo, creditedUpTo: finalized, limit }
  const reached = snapshot.blockAtTime(destination, maxOf(until, 0n))?.number ?? -1n
  const creditedUpTo = minOf(reached, finalized)
  return { bridge, origin, destination, sentUpTo, creditedUpTo, limit }
}

function deliveriesOf(context: DeliveryContext, page: DeliveryPage): readonly Delivery[] {
  const deliveries = context.snapshot.deliveries(page)
  const doubtful = deliveries.filter(({ isPlain }) => !isPlain).map(({ key }) => key)
  if (doubtful.length === 0) return deliveries
  const legs = context.snapshot.legs({ of: 'keys', keys: doubtful })
  const { chainCuts: cut, topology } = context
  const delivered = new Set(
    joinLegs(legs, cut).flatMap(([, { names, legs: joined }]) => {
      const view = evaluateTransfer(joined, { cut, topology })
      // Of a bucket nothing says which send a credit belongs to.
      const isOne = view?.legs.filter(({ step }) => step === 'sent').length === 1
      return view?.state === 'DELIVERED' && view.bridge === page.bridge && isOne ? names : []
    }),
  )
  return deliveries.filter(({ isPlain, key }) => isPlain || delivered.has(key))
}
