import { assert } from '../../errors/assert.ts'
import type { Retraction } from '../Store.ts'
import { hexToBytes } from './hexBytes.ts'
import { startOver } from './recordBatch.ts'
import { storedNumber } from './storedNumber.ts'
import type { Writers } from './Writers.ts'

/**
 * Takes back what a chain derived above `ancestor`; runs inside a write transaction. Facts, legs and quarantined logs stay
 * and are orphaned with their blocks. Returns the sequence of the lowered cut.
 */
export function retract(writers: Writers, retraction: Retraction): number {
  const { chainId, ancestor, publishedAtMs, revision } = retraction
  const recorded = writers.progress.find(chainId)
  assert(recorded !== undefined, `chain ${chainId} has no progress to retract`)
  const number = storedNumber(ancestor.number)
  assert(number <= recorded.number, `the ancestor ${number} is above the indexed height`)

  // The block itself is kept, so that a chain may go back to it.
  writers.retention.assertKept(chainId, ancestor.number + 1n)
  const touched = new Set(writers.legs.transfersAbove(chainId, ancestor.number))
  writers.digests.dropAbove(chainId, ancestor.number)
  writers.blocks.orphanAbove(chainId, ancestor.number)
  const { id, isRevived } = writers.blocks.record(chainId, {
    number,
    timestamp: storedNumber(ancestor.timestamp),
    hash: hexToBytes(ancestor.hash),
  })
  if (isRevived) for (const transfer of startOver(writers, id)) touched.add(transfer)
  writers.series.dropAbove(chainId, ancestor.number, number >= recorded.recent_above)
  writers.coverage.lower(chainId, ancestor.number)
  writers.rawLogs.dropAbove(chainId, ancestor.number)
  writers.progress.write({
    chain: chainId,
    block_id: id,
    safe: Math.min(recorded.safe, number),
    finalized: Math.min(recorded.finalized, number),
    phase: recorded.phase,
    // No row is left above the ancestor, so the list is complete from there on.
    recent_above: Math.min(recorded.recent_above, number),
  })
  writers.transfers.derive(touched)
  writers.digests.settle(chainId)
  for (const incident of retraction.incidents ?? []) writers.evidence.incident(incident)
  writers.seals.settle(chainId)
  return writers.cuts.publish({ chainId, publishedAtMs, revision })
}
