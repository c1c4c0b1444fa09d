import type { ChainId } from '../../../facts/primitives.ts'
import type { ChainCut, TransferContext } from '../../../ledger/TransferContext.ts'
import type { ReadContext } from '../ReadContext.ts'

/** What transfers are judged against at the context's cut, or at an earlier end of its chains. */
export function toTransferContext(
  context: ReadContext,
  cut: ReadonlyMap<ChainId, ChainCut> = context.chainCuts,
): TransferContext {
  const { topology } = context
  return {
    cut,
    topology,
    learnedSeconds({ bridge, origin, destination, timestamp }) {
      const { stuckAfterP99Multiple } = topology.policy(bridge)
      if (stuckAfterP99Multiple === undefined) return undefined
      // What is learned later does not move the deadline of what is on its way.
      const { times } = context.deliveryTimes(context, { bridge, origin, destination }, timestamp)
      return times && times.p99Seconds * stuckAfterP99Multiple
    },
  }
}
