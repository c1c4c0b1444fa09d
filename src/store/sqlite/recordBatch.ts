import { assert } from '../../errors/assert.ts'
import type { QuarantinedLog } from '../../facts/Decoder.ts'
import type { Fact } from '../../facts/Fact.ts'
import type { Leg } from '../../facts/Leg.ts'
import type { BlockRef, ChainId, Hash } from '../../facts/primitives.ts'
import type { SeriesRow } from '../../facts/Series.ts'
import type { RecordedCoverage } from '../Recorded.ts'
import { storedNumber } from './storedNumber.ts'
import type { Writers } from './Writers.ts'

/** What a commit and a refold have in common. */
interface Batch {
  chainId: ChainId
  blocks: readonly BlockRef[]
  facts: readonly Fact[]
  legs: readonly Leg[]
  series: readonly SeriesRow[]
  quarantined: readonly QuarantinedLog[]
  coverage: readonly RecordedCoverage[]
}

/** Records the rows of a batch and derives the transfers that it touched. `indexed` is the chain's height after it. */
export function recordBatch(
  writers: Writers,
  batch: Batch,
  height: { indexed: number; recentAbove: number },
): void {
  const { chainId } = batch
  const touched = new Set<number>()
  for (const block of batch.blocks) {
    assert(block.number <= height.indexed, `block ${block.number} is above the indexed height`)
    const { id, isRevived } = writers.blocks.record(chainId, block)
    if (isRevived) addAll(touched, writers.legs.transfersOfBlock(id))
  }
  const blockId = createBlockLookup(writers, chainId)
  for (const fact of batch.facts) {
    assert(fact.at.chainId === chainId, 'a batch holds the facts of one chain')
    writers.facts.record(blockId(fact.at), fact)
  }
  for (const leg of batch.legs) {
    assert(leg.at.chainId === chainId, 'a batch holds the legs of one chain')
    addAll(touched, writers.legs.record(blockId(leg.at), leg))
  }
  for (const row of batch.series) {
    assert(row.key.chainId === chainId, 'a batch holds the series of one chain')
    assert(
      storedNumber(row.blockNumber) <= height.indexed,
      'a series row is above the indexed height',
    )
  }
  writers.series.record(batch.series, height.recentAbove)
  for (const quarantined of batch.quarantined) {
    writers.evidence.quarantine(blockId(quarantined.log), quarantined)
  }
  for (const coverage of batch.coverage) writers.coverage.extend(coverage)
  writers.transfers.derive(touched)
}

/** Rows of a batch come in chain order, so that remembering the last block is enough. */
function createBlockLookup(writers: Writers, chainId: ChainId) {
  let last: { hash: Hash; id: number } | undefined
  return (at: { blockNumber: bigint; blockHash: Hash }): number => {
    if (last?.hash !== at.blockHash) {
      last = { hash: at.blockHash, id: writers.blocks.find(chainId, at.blockNumber, at.blockHash) }
    }
    return last.id
  }
}

function addAll<value>(set: Set<value>, values: Iterable<value>): void {
  for (const value of values) set.add(value)
}
