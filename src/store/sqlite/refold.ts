import { assert } from '../../errors/assert.ts'
import type { Refold } from '../Store.ts'
import { recordBatch } from './recordBatch.ts'
import type { Writers } from './Writers.ts'

/** Records late knowledge below the indexed height; runs inside a write transaction. Returns the sequence of the cut. */
export function refold(writers: Writers, refold: Refold): number {
  const { chainId, fromBlock, publishedAtMs, reason } = refold
  const recorded = writers.progress.find(chainId)
  assert(recorded !== undefined, `chain ${chainId} has no progress to refold under`)
  for (const key of refold.keys) {
    assert(key.chainId === chainId, 'a refold replaces the series of one chain')
    writers.series.dropKey(key, fromBlock)
  }
  // A leg that stood at another position would else go on counting beside those that replace it.
  const transactions = new Map(refold.legs.map(({ at }) => [`${at.blockHash}${at.txIndex}`, at]))
  const dropped = [...transactions.values()].flatMap((at) => writers.legs.dropTransaction(at))
  recordBatch(writers, refold, { indexed: recorded.number, recentAbove: recorded.recent_above })
  writers.transfers.derive(new Set(dropped))
  return writers.cuts.publish({ chainId, publishedAtMs, revision: reason })
}
