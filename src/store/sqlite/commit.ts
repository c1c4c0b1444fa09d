import { assert } from '../../errors/assert.ts'
import { phases, toCode } from './codes.ts'
import type { EncodedCommit } from './EncodedBatch.ts'
import { hexToBytes } from './hexBytes.ts'
import { recordBatch, recordBlocks } from './recordBatch.ts'
import { storedHeight, storedNumber } from './storedNumber.ts'
import type { Writers } from './Writers.ts'

/** Records one batch of one chain; runs inside a write transaction. Returns the sequence of the cut. */
export function commit(writers: Writers, commit: EncodedCommit): number {
  const { chainId, progress, publishedAtMs, revision } = commit
  assert(progress.chainId === chainId, 'a commit moves the progress of its own chain')
  const recorded = writers.progress.find(chainId)
  const indexed = storedNumber(progress.indexed.number)
  assert(
    recorded === undefined || indexed >= recorded.number,
    `a commit never lowers the progress of chain ${chainId}: retract does`,
  )
  const finalized = storedHeight(progress.finalized)
  const recentAbove = Math.max(recorded?.recent_above ?? 0, finalized)
  const blocks = recordBlocks(writers, commit, indexed)
  recordBatch(writers, commit, blocks, { indexed, recentAbove })
  writers.series.settle(chainId, recentAbove)
  writers.progress.write({
    chain: chainId,
    block_id: writers.blocks.find(chainId, indexed, hexToBytes(progress.indexed.hash)),
    safe: storedHeight(progress.safe),
    finalized,
    phase: toCode(phases, progress.phase),
    recent_above: recentAbove,
  })
  for (const incident of commit.incidents) writers.evidence.incident(incident)
  writers.seals.settle(chainId)
  return writers.cuts.publish({ chainId, publishedAtMs, revision })
}
