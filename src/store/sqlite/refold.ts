import { assert } from '../../errors/assert.ts'
import type { EncodedRefold } from './EncodedBatch.ts'
import { packOrder } from './factOrder.ts'
import { hexToBytes } from './hexBytes.ts'
import { recordBatch, recordBlocks } from './recordBatch.ts'
import { storedNumber } from './storedNumber.ts'
import type { Writers } from './Writers.ts'

/** Records late knowledge below the indexed height; runs inside a write transaction. Returns the sequence of the cut. */
export function refold(writers: Writers, refold: EncodedRefold): number {
  const { chainId, fromBlock, lowestBlock, publishedAtMs, reason } = refold
  const recorded = writers.progress.find(chainId)
  assert(recorded !== undefined, `chain ${chainId} has no progress to refold under`)
  if (lowestBlock !== undefined) writers.retention.assertKept(chainId, lowestBlock)
  for (const key of refold.keys) writers.series.dropKey(key, fromBlock)
  for (const source of refold.uncovered) {
    writers.coverage.drop(chainId, source)
    writers.evidence.release(chainId, source)
  }
  writers.rawLogs.dropBlocks(chainId, refold.staleRawLogs)
  const blocks = recordBlocks(writers, refold, recorded.number)
  // A leg that stood at another position would else go on counting beside those that replace it.
  const dropped = writers.legs.dropTransactions(refold.legs, blocks.ids)
  for (const transfer of dropped) blocks.touched.add(transfer)
  for (const at of refold.dropped) {
    const id = writers.blocks.find(chainId, storedNumber(at.blockNumber), hexToBytes(at.blockHash))
    writers.facts.drop(id, packOrder(at))
    for (const transfer of writers.legs.dropTransaction(id, at.txIndex))
      blocks.touched.add(transfer)
  }
  const height = { indexed: recorded.number, recentAbove: recorded.recent_above }
  recordBatch(writers, refold, blocks, height)
  writers.seals.settle(chainId)
  return writers.cuts.publish({ chainId, publishedAtMs, revision: reason })
}
