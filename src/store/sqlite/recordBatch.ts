import { assert } from '../../errors/assert.ts'
import type { EncodedBatch } from './EncodedBatch.ts'
import { readHashes } from './readHashes.ts'
import type { Writers } from './Writers.ts'

/** Stored ids of the blocks of a batch by place, and the transfers that recording them touched. */
export interface RecordedBlocks {
  ids: readonly number[]
  touched: Set<number>
}

/** Records the blocks of a batch and finds those that it only refers to. `indexed` is the chain's height after it. */
export function recordBlocks(
  writers: Writers,
  { chainId, blocks }: Pick<EncodedBatch, 'chainId' | 'blocks'>,
  indexed: number,
): RecordedBlocks {
  const touched = new Set<number>()
  const ids: number[] = []
  const hashAt = readHashes(blocks.hashes)
  for (let i = 0; i < blocks.numbers.length; i += 1) {
    const [number, timestamp] = [blocks.numbers[i] ?? 0, blocks.timestamps[i] ?? 0]
    if (i >= blocks.recordCount) {
      ids.push(writers.blocks.find(chainId, number, hashAt(i)))
      continue
    }
    assert(number <= indexed, `block ${number} is above the indexed height`)
    const block = { number, timestamp, hash: hashAt(i) }
    const { id, isRevived, isOnTop } = writers.blocks.record(chainId, block)
    ids.push(id)
    if (isOnTop === true) writers.digests.begin(id, block)
    if (isRevived) addAll(touched, startOver(writers, id))
  }
  return { ids, touched }
}

/**
 * Drops what a block said before it left the chain that it now comes back to: rows were taken back with it, and are there
 * again only for what is recorded anew. A rate that was read there is no fact without its row. Returns touched transfers.
 */
export function startOver({ facts, legs }: Writers, blockId: number): Iterable<number> {
  facts.dropBlock(blockId)
  return legs.dropBlock(blockId)
}

/** Records the rows of a batch in its recorded blocks and derives the transfers that it touched. */
export function recordBatch(
  writers: Writers,
  batch: EncodedBatch,
  blocks: RecordedBlocks,
  height: { indexed: number; recentAbove: number },
): void {
  const { chainId } = batch
  const { ids, touched } = blocks
  writers.facts.recordTransactions(batch.transactions, ids)
  writers.facts.record(batch.facts, ids)
  addAll(touched, writers.legs.record(batch.legs, ids))
  writers.series.record(chainId, batch.series, height)
  for (const { block, quarantined } of batch.quarantined) {
    writers.evidence.quarantine(ids[block] ?? 0, quarantined)
  }
  for (const coverage of batch.coverage) writers.coverage.extend(coverage)
  writers.rawLogs.record(chainId, batch.rawLogs)
  writers.transfers.derive(touched)
  writers.digests.settle(chainId)
}

function addAll<value>(set: Set<value>, values: Iterable<value>): void {
  for (const value of values) set.add(value)
}
