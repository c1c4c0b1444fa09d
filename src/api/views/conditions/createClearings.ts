import type { BlockRef, ChainId } from '../../../facts/primitives.ts'
import { type Clearing, clearingsOf } from '../../../ledger/backing/clearingsOf.ts'
import { evaluateTransfer } from '../../../ledger/evaluateTransfer.ts'
import { joinLegs } from '../../../ledger/joinLegs.ts'
import type { ChainCut } from '../../../ledger/TransferContext.ts'
import type { CutHeights } from '../../../store/Snapshot.ts'
import type { ReadContext } from '../ReadContext.ts'
import { toCovered } from '../transfers/judgeTransfers.ts'
import { toTransferContext } from '../transfers/toTransferContext.ts'

/**
 * What is between the two sides of every bridge at the context's heights, or at lower ones: `blocks` are those at which chains
 * are taken earlier.
 */
export type ReadClearings = (
  heights: CutHeights,
  blocks?: readonly (BlockRef & { chainId: ChainId })[],
) => readonly Clearing[]

/** Reads what nothing has closed, once for each cut that is asked for. */
export function createClearings(context: ReadContext): ReadClearings {
  const bridges = new Set(context.project.backing?.groups.flatMap((group) => group.bridges))
  const known = new Map<string, readonly Clearing[]>()
  return (heights, blocks = []) => {
    const id = [...heights].map(([chainId, number]) => `${chainId}:${number}`).join()
    const held = known.get(id)
    if (held !== undefined) return held
    const cuts = new Map(context.chainCuts)
    for (const { chainId, number, timestamp } of blocks) {
      const cut = cuts.get(chainId)
      if (cut !== undefined) cuts.set(chainId, { ...cut, number, timestamp })
    }
    const clearings = readClearings(context, bridges, heights, cuts)
    known.set(id, clearings)
    return clearings
  }
}

function readClearings(
  context: ReadContext,
  bridges: ReadonlySet<string>,
  at: CutHeights,
  cuts: ReadonlyMap<ChainId, ChainCut>,
): readonly Clearing[] {
  const judging = toTransferContext(context, cuts)
  const legs = context.snapshot.legs({ of: 'open', venue: undefined, at })
  return joinLegs(legs, cuts).flatMap(([, transfer]) => {
    const view = evaluateTransfer(transfer.legs, judging)
    if (view === undefined || !bridges.has(view.bridge)) return []
    return clearingsOf(toCovered(view, context.sources), judging)
  })
}
