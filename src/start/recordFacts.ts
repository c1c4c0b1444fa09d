import type { BlocksEvent } from '../chain/ChainEvent.ts'
import type { QuarantinedLog } from '../facts/Decoder.ts'
import type { Fact } from '../facts/Fact.ts'
import { comparePositions } from '../facts/FactPosition.ts'
import type { BlockRef } from '../facts/primitives.ts'
import { giveWay } from './giveWay.ts'
import type { Ingest } from './Ingest.ts'
import { bindFacts, foldBatch } from './ledgerRows.ts'
import { recordBlocks } from './recordBlocks.ts'

/** What of a range is recorded. */
type RecordedRange = Pick<BlocksEvent, 'phase' | 'blocks'> & { toBlock: BlockRef }

/** Binds, folds and records the facts of a range. Late answers to reads come in a second time, for the same range. */
export async function recordFacts(
  ingest: Ingest,
  range: RecordedRange,
  facts: readonly Fact[],
  quarantined: readonly QuarantinedLog[],
): Promise<void> {
  const { state, store, topology } = ingest
  const ordered = [...facts].sort((a, b) => comparePositions(a.at, b.at))
  const times = new Map(range.blocks.map(({ hash, timestamp }) => [hash, timestamp]))
  const timeOf = (hash: BlockRef['hash']): bigint => times.get(hash) ?? range.toBlock.timestamp
  const { legs, residuals } = bindFacts(ordered, timeOf, topology)
  const isFolded = (fact: Fact): boolean => !ingest.join.isUnfolded(fact)
  const series = await foldBatch(ordered.filter(isFolded), residuals, store)
  ingest.rates.take(series)
  if (range.phase === 'backfill') await giveWay(ingest)
  await recordBlocks(ingest, range.toBlock, {
    blocks: [...state.pending, ...range.blocks],
    facts: ordered,
    legs,
    series,
    quarantined,
  })
}
