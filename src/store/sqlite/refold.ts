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
  recordBatch(writers, refold, { indexed: recorded.number, recentAbove: recorded.recent_above })
  return writers.cuts.publish({ chainId, publishedAtMs, revision: reason })
}
